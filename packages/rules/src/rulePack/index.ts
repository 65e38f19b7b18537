/**
 * What a place publishes: its questions, measures, parameters, clauses, overlays and indicators, as one plain value.
 *
 * @since 0.1.0
 */
export * from "../RulePack.ts"
export { print } from "./page.ts"
