/**
 * What a workbook is made of: its sheets in order, where they stand in the archive, and how it counts days.
 */
import { type Archive, find, need, open as openArchive, type Part } from "./archive.ts"
import { refuse } from "./error.ts"
import type { Base, Style } from "./format.ts"
import type { Limits } from "./limits.ts"
import type { Sheet } from "./row.ts"
import { none, read as readStrings, type Strings } from "./strings.ts"
import { read as readStyles } from "./styles.ts"
import { type Attributes, element, parse } from "./xml.ts"

// model

/** A workbook that was opened. */
export interface Workbook {
  readonly archive: Archive
  readonly base: Base
  readonly sheets: ReadonlyArray<Sheet & { readonly part: Part }>
  readonly styles: ReadonlyArray<Style>
  readonly strings: Strings
}

// constructors

/** Opens a workbook, with the tables that its cells refer to. */
export const open = async (bytes: Uint8Array, limits: Limits): Promise<Workbook> => {
  const archive = await openArchive(bytes, limits)
  const main = await mainPart(archive, limits)
  const listed: Array<{ readonly name: string; readonly hidden: boolean; readonly id: string | undefined }> = []
  let base: Base = 1900
  await parse(
    archive,
    need(archive, main),
    {
      workbook: element(
        {},
        {
          workbookPr: element({ open: ({ date1904 }) => (base = date1904 === "1" || date1904 === "true" ? 1904 : 1900) }),
          sheets: element(
            {},
            {
              sheet: element({
                open: attributes => {
                  if (listed.length >= limits.sheets) refuse({ _tag: "Limit", what: "sheets", most: limits.sheets, part: undefined })
                  const hidden = attributes.state === "hidden" || attributes.state === "veryHidden"
                  listed.push({ name: attributes.name ?? "", hidden, id: prefixed(attributes, "id") })
                }
              })
            }
          )
        }
      )
    },
    limits
  )
  const links = await linksOf(archive, main, limits)
  const sheets: Array<Sheet & { readonly part: Part }> = []
  for (const { name, hidden, id } of listed) {
    const link = links.find(each => each.id === id) ?? refuse({ _tag: "MissingPart", part: "?" })
    if (/\/xl(Intl)?Macrosheet$/i.test(link.type)) refuse({ _tag: "Macro" })
    if (!link.type.endsWith("/worksheet")) continue // charts and dialogs hold no cells
    const part = need(archive, inside(link))
    if (sheets.some(each => each.name.toLowerCase() === name.toLowerCase() || each.part === part)) {
      refuse({ _tag: "DuplicatePart", part: part.label })
    }
    sheets.push({ name, hidden, part })
  }
  if (sheets.length === 0) refuse({ _tag: "NotAWorkbook" })
  const path = (type: string): string | undefined => {
    const link = links.find(each => each.type.endsWith(type))
    return link === undefined ? undefined : inside(link)
  }
  const shared = path("/sharedStrings")
  const styles = await readStyles(archive, path("/styles"), limits)
  const strings = shared === undefined ? none : await readStrings(archive, need(archive, shared), limits)
  return { archive, base, sheets, styles, strings }
}

// internal

interface Link {
  readonly id: string
  readonly type: string
  readonly target: string | undefined
}

/** The part that is the workbook, as content types and links say. */
const mainPart = async (archive: Archive, limits: Limits): Promise<string> => {
  const types = find(archive, "[Content_Types].xml") ?? refuse({ _tag: "NotAWorkbook" })
  const declared = new Map<string, string>()
  const note = (key: string | undefined, type: string | undefined) => {
    if (/macroenabled|vbaproject|macrosheet/i.test(type ?? "")) refuse({ _tag: "Macro" })
    if (key !== undefined && type !== undefined && declared.size < limits.entries * 2) declared.set(key.toLowerCase(), type)
  }
  await parse(
    archive,
    types,
    {
      Types: element(
        {},
        {
          Override: element({ open: ({ PartName, ContentType }) => note(PartName, ContentType) }),
          Default: element({ open: ({ Extension, ContentType }) => note(`.${Extension}`, ContentType) })
        }
      )
    },
    limits
  )
  const links = await linksOf(archive, "", limits)
  const link = links.find(each => each.type.endsWith("/officeDocument")) ?? refuse({ _tag: "NotAWorkbook" })
  const path = inside(link)
  const type = declared.get(`/${path}`.toLowerCase()) ?? declared.get(path.slice(path.lastIndexOf(".")).toLowerCase())
  return /spreadsheetml\.(sheet|template)\.main\+xml$/.test(type ?? "") ? path : refuse({ _tag: "NotAWorkbook" })
}

/** What a part is linked to; the archive itself where the path is empty. */
const linksOf = async (archive: Archive, path: string, limits: Limits): Promise<ReadonlyArray<Link>> => {
  const cut = path.lastIndexOf("/") + 1
  const folder = path.slice(0, cut)
  const part = find(archive, `${folder}_rels/${path.slice(cut)}.rels`) ?? refuse({ _tag: "NotAWorkbook" })
  const links: Array<Link> = []
  const open = ({ Id, Type, Target, TargetMode }: Attributes) => {
    if (links.length >= limits.entries * 2) refuse({ _tag: "Limit", what: "entries", most: limits.entries, part: part.label })
    const target = TargetMode === "External" ? undefined : resolve(folder, Target ?? "")
    links.push({ id: Id ?? "", type: Type ?? "", target })
  }
  await parse(archive, part, { Relationships: element({}, { Relationship: element({ open }) }) }, limits)
  return links
}

/** Where a link leads inside the archive. */
const inside = (link: Link): string => link.target ?? refuse({ _tag: "UnsafePath", part: "?" })

/** The path of a target seen from a folder; `undefined` where it leads out. */
const resolve = (folder: string, target: string): string | undefined => {
  if (/^[a-z][a-z0-9+.-]*:|\\/i.test(target)) return undefined
  const steps: Array<string> = []
  for (const step of (target.startsWith("/") ? target.slice(1) : folder + target).split("/")) {
    if (step !== "..") {
      if (step !== "." && step !== "") steps.push(step)
    } else if (steps.pop() === undefined) return undefined
  }
  return steps.join("/")
}

/** An attribute of another vocabulary, whatever its prefix. */
const prefixed = (attributes: Attributes, name: string): string | undefined =>
  Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1]
