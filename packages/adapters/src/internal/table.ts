/**
 * Tables for people: what is written as a sheet of a workbook or as a file of its own.
 */

/**
 * A table by name. Text is written as text, whatever it looks like; a number is a number.
 *
 * @since 0.2.0
 */
export interface Table {
  readonly name: string
  readonly header: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<string | number>>
}
