/**
 * What is true of a membership organisation, and since when: facts, the journal that keeps them, and the register that answers from them.
 *
 * @since 0.1.0
 */
export * as Fact from "./fact/Fact.ts"
export * as Hierarchy from "./Hierarchy.ts"
export * as Id from "./Id.ts"
export * as Instrument from "./Instrument.ts"
export * as Intake from "./Intake.ts"
export * as Journal from "./Journal.ts"
export * as Known from "./Known.ts"
export * as Member from "./Member.ts"
export * as Period from "./Period.ts"
export * as PlainDate from "./PlainDate.ts"
export * as Register from "./Register.ts"
export * as Timeline from "./Timeline.ts"
export * as Unit from "./Unit.ts"
export * as Verify from "./Verify.ts"
export * as Vietnamese from "./Vietnamese.ts"
export * as WorkingDays from "./WorkingDays.ts"
