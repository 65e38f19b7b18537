/**
 * Text with its runs of fonts.
 */

// model

/**
 * A stretch of text in one font; without a font, the cell's holds.
 *
 * @since 0.2.0
 */
export interface Run {
  readonly font?: string
  readonly text: string
}

/** A text; `runs` where a font is named inside it. */
export interface Text {
  readonly text: string
  readonly runs?: ReadonlyArray<Run>
}

// operations

/** Text as the format writes what XML cannot hold: `_x000D_` is a carriage return, `_x005F_` an underscore. */
export const unescaped = (text: string): string =>
  text.includes("_x") ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text
