/**
 * How much of a workbook is read: past any of these it is refused, so that a small file cannot cost much time or memory.
 */

/**
 * - `bytes`: of the file; `entries`: parts in it; `unpacked`: bytes of all parts together; `ratio`: unpacked to packed bytes of a part of more
 *   than a mebibyte.
 * - `sheets`, `styles`, `strings`, `stringBytes`: entries of these tables, and the bytes of the part with the shared strings.
 * - `depth`: of XML; `token`: characters of XML without a tag.
 * - `cells`: what a sheet may claim as its dimension; `merges`: merged ranges of all sheets; `merged`: the cells that those of one sheet cover.
 * - `rowText` and `text`: characters in a row, and in all rows.
 *
 * @since 0.2.0
 */
export interface Limits {
  readonly bytes: number
  readonly entries: number
  readonly unpacked: number
  readonly ratio: number
  readonly sheets: number
  readonly styles: number
  readonly strings: number
  readonly stringBytes: number
  readonly depth: number
  readonly token: number
  readonly cells: number
  readonly merges: number
  readonly merged: number
  readonly rowText: number
  readonly text: number
}

/**
 * What a register of a province needs, with room to spare.
 *
 * @since 0.2.0
 */
export const defaults: Limits = {
  bytes: 67_108_864,
  entries: 2048,
  unpacked: 536_870_912,
  ratio: 100,
  sheets: 256,
  styles: 65_536,
  strings: 1_000_000,
  stringBytes: 67_108_864,
  depth: 32,
  token: 262_144,
  cells: 50_000_000,
  merges: 65_536,
  merged: 1_000_000,
  rowText: 1_048_576,
  text: 268_435_456
}

/** The last row and the last column of a sheet, as Excel has it. */
export const edge = { row: 1_048_576, column: 16_384 }
