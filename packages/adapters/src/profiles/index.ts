/**
 * Profiles of the lists that offices exchange: which columns they have, which facts their rows become, and the way back. They serve for CSV files
 * and for sheets of a workbook alike. What a list cannot say is asked.
 *
 * @since 0.2.0
 */
export { attendance } from "./attendance.ts"
export { borderAssignments } from "./border.ts"
export { type Context, context, type NamedUnit } from "./context.ts"
export { export8 } from "./export8.ts"
export { register14 } from "./register14.ts"
export { template40 } from "./template40.ts"
export { transferRegister } from "./transfers.ts"
