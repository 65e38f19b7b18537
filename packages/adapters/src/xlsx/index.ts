/**
 * Workbooks in and out: foreign files are read row by row within limits or refused with a reason, and become facts by the profiles that CSV files
 * have; what is written holds no formula.
 *
 * @since 0.2.0
 */
export { FileError } from "../table/error.ts"
export type { Answers } from "../table/question.ts"
export { accept, type Note, type Report } from "../table/report.ts"
export { type Cell, type DecodeFont, decodeFont, type Flag, type Kind } from "./cell.ts"
export { type FileReason, XlsxFileError } from "./error.ts"
export { defaults as limits, type Limits } from "./limits.ts"
export { dryRun, importFile, type Options, read, rows, values, write } from "./import.ts"
export { type Reading, readSheets, sheets } from "./read.ts"
export { writeReport } from "./report.ts"
export { cellAt, type Sheet, type SheetRow } from "./row.ts"
export type { File } from "./table.ts"
export type { Run } from "./text.ts"
export { writeTables, XlsxWriteError } from "./write.ts"
export type { Naming } from "../internal/report.ts"
export type { Day, Table } from "../internal/table.ts"
