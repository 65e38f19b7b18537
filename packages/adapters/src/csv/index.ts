/**
 * Comma-separated files: rows become facts by a profile, in chunks that are recorded whole, and nothing is lost in silence.
 *
 * @since 0.1.0
 */
export type { Column, Columns, Row as RowOf, Value } from "./column.ts"
export { CsvFileError, type FileReason } from "./file.ts"
export { dryRun, type File, importFile, type Options } from "./import.ts"
export type { Problem } from "./problem.ts"
export { type FactInput, type Facts, type NaturalKeys, type PlainKind, type Profile, profile } from "./profile.ts"
export type { Standing } from "./recorded.ts"
export { accept, type BadRow, type Finding, type ListedViolation, type Proposal, type Report } from "./report.ts"
export { type Row, type RowProblem, type Rows, read } from "./rows.ts"
export { type TableOptions, writeReport, writeTable } from "./tables.ts"
export type { Naming } from "../internal/report.ts"
export type { Table } from "../internal/table.ts"
