/**
 * Workbooks in and out: foreign files are read row by row within limits or refused with a reason; what is written holds no formula.
 *
 * @since 0.2.0
 */
export type { Cell, DecodeFont, Flag, Kind } from "./cell.ts"
export { type FileReason, XlsxFileError } from "./error.ts"
export { defaults as limits, type Limits } from "./limits.ts"
export { type Options, read, sheets } from "./read.ts"
export { writeReport } from "./report.ts"
export { cellAt, type Row, type Sheet } from "./row.ts"
export type { Run } from "./text.ts"
export { writeTables, XlsxWriteError } from "./write.ts"
export type { Naming } from "../internal/report.ts"
export type { Table } from "../internal/table.ts"
