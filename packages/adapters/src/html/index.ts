/**
 * A report as one self-contained page: figures, trends as pictures, tasks and explanations, without a script and without a request.
 *
 * @since 0.2.0
 */
export type { Naming } from "../internal/report.ts"
export { type Options, page, pageOf } from "./page.ts"
export type { Change, Series } from "./trend.ts"
