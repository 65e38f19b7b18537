/**
 * What ought to hold, by which text, and why it does or does not.
 *
 * @since 0.1.0
 */
export * as Advice from "./advice/index.ts"
export * as Brief from "./Brief.ts"
export * as Check from "./Check.ts"
export * as Citation from "./Citation.ts"
export * as Clause from "./Clause.ts"
export * as Compare from "./Compare.ts"
export * as Dated from "./Dated.ts"
export * as Engine from "./engine/index.ts"
export * as Explain from "./Explain.ts"
export * as Expression from "./Expression.ts"
export * as Indicator from "./Indicator.ts"
export * as Measure from "./Measure.ts"
export * as Overlay from "./Overlay.ts"
export * as Question from "./Question.ts"
export * as Report from "./Report.ts"
export * as Rulebook from "./Rulebook.ts"
export * as RulePack from "./rulePack/index.ts"
export * as Task from "./Task.ts"
