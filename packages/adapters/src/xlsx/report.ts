/**
 * A report as a workbook: a sheet for each of its parts.
 */
import type { Report } from "@chibo/rules"
import type { Result } from "effect"
import { type Naming, tables } from "../internal/report.ts"
import { writeTables, type XlsxWriteError } from "./write.ts"

/**
 * Writes a report. It fails where a part has more rows than a sheet, or a text is too long for a cell.
 *
 * @since 0.2.0
 */
export const writeReport = (made: Report.Report, lang: "vi" | "en", naming: Naming = {}): Result.Result<Uint8Array, XlsxWriteError> =>
  writeTables(tables(made, lang, naming))
