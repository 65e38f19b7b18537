/**
 * What the style of a cell says about its value: the number format and the font.
 */
import { type Archive, find } from "./archive.ts"
import { refuse } from "./error.ts"
import { type Format, ofBuiltIn, ofCode, type Style } from "./format.ts"
import type { Limits } from "./limits.ts"
import { type Attributes, element, parse } from "./xml.ts"

// constructors

/** The styles of a workbook, by their number; without the part, every cell is plain. */
export const read = async (archive: Archive, path: string | undefined, limits: Limits): Promise<ReadonlyArray<Style>> => {
  const part = path === undefined ? undefined : find(archive, path)
  if (part === undefined) return [{ format: { is: "plain" }, font: undefined }]
  const codes = new Map<number, Format>()
  const fonts: Array<string | undefined> = []
  const styles: Array<{ readonly format: number; readonly font: number }> = []
  const room = (count: number) => {
    if (count >= limits.styles) refuse({ _tag: "Limit", what: "styles", most: limits.styles, part: part.label })
  }
  const number = (attributes: Attributes, name: string) => Number(attributes[name] ?? 0)
  await parse(
    archive,
    part,
    {
      styleSheet: element(
        {},
        {
          numFmts: element(
            {},
            {
              numFmt: element({
                open: attributes => {
                  room(codes.size)
                  codes.set(number(attributes, "numFmtId"), ofCode((attributes.formatCode ?? "").slice(0, 1024)))
                }
              })
            }
          ),
          fonts: element(
            {},
            {
              font: element(
                {
                  open: () => {
                    room(fonts.length)
                    fonts.push(undefined)
                  }
                },
                { name: element({ open: ({ val }) => (fonts[fonts.length - 1] = val?.slice(0, 64)) }) }
              )
            }
          ),
          cellXfs: element(
            {},
            {
              xf: element({
                open: attributes => {
                  room(styles.length)
                  styles.push({ format: number(attributes, "numFmtId"), font: number(attributes, "fontId") })
                }
              })
            }
          )
        }
      )
    },
    limits
  )
  const made = styles.map(({ format, font }) => ({ format: codes.get(format) ?? ofBuiltIn(format), font: fonts[font] }))
  return made.length === 0 ? [{ format: { is: "plain" }, font: fonts[0] }] : made
}
