/** A file of rows: comma separated, UTF-8 without a mark, a line feed after each row. */

export interface Table {
  readonly name: string
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<string>>
}

/** A table whose columns are named in one text, as the header row has them. */
export const table = (name: string, header: string, rows: ReadonlyArray<ReadonlyArray<string>>): Table => {
  const columns = header.split(",")
  const wrong = rows.find(row => row.length !== columns.length)
  if (wrong !== undefined) throw new Error(`${name}: a row has ${wrong.length} fields, not ${columns.length}`)
  return { name, columns, rows }
}

export const csv = ({ columns, rows }: Table): string => [columns, ...rows].map(row => `${row.map(field).join(",")}\n`).join("")

/** The rows as records by column name. */
export const records = ({ columns, rows }: Table): ReadonlyArray<Record<string, string>> =>
  rows.map(row => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? ""])))

const field = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
