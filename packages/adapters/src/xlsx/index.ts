/**
 * Workbooks in and out: foreign files are read row by row within limits or refused with a reason; what is written holds no formula.
 *
 * @since 0.2.0
 */
export type { Cell, DecodeFont, Flag, Kind } from "./cell.ts"
export { type FileReason, XlsxFileError } from "./error.ts"
export { defaults as limits, type Limits } from "./limits.ts"
export { type Options, read, sheets } from "./read.ts"
export { report } from "./report.ts"
export { cellAt, type Row } from "./sheet.ts"
export type { Run } from "./strings.ts"
export type { Sheet } from "./workbook.ts"
export { write, XlsxWriteError } from "./write.ts"
export type { Naming } from "../internal/report.ts"
export type { Table } from "../internal/table.ts"
