/**
 * Comma-separated files: rows become facts by a profile, in chunks that are recorded whole, and nothing is lost in silence.
 *
 * @since 0.1.0
 */
export type { Column, Columns, Row as RowOf, Value } from "../table/column.ts"
export { FileError, type FileReason, type Sample } from "../table/error.ts"
export type { Progress } from "../table/importing.ts"
export type { Problem } from "../table/problem.ts"
export { type FactInput, type Facts, type NaturalKeys, type PlainKind, type Profile, profile } from "../table/profile.ts"
export type { Answers, Ask, Choice, Question } from "../table/question.ts"
export type { Standing } from "../table/recorded.ts"
export {
  accept,
  type BadRow,
  type Finding,
  type ListedRow,
  type ListedViolation,
  type Note,
  type OpenQuestion,
  type Proposal,
  type Report
} from "../table/report.ts"
export type { Row, RowProblem, RowQuestion, Values } from "../table/rows.ts"
export type { Encoding } from "../text/encoding.ts"
export { type File, fileAt, type Reading, type StreamedFile } from "./file.ts"
export { dryRun, importFile, type Options, read, rows, values, write } from "./import.ts"
export type { Rows } from "../table/stream.ts"
export type { Separator } from "./records.ts"
export { type TableOptions, writeReport, writeTable } from "./tables.ts"
export type { Naming } from "../internal/report.ts"
export type { Day, Table } from "../internal/table.ts"
