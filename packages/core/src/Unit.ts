/**
 * Organisations: what kinds there are, and what they may be designated for.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"

/**
 * The kinds of organisation, from the centre down. A `district` is historical: the level ended on 1 July 2025.
 *
 * @since 0.1.0
 */
export const UnitKind = Schema.Literals([
  "centre",
  "province",
  "district",
  "commune-committee",
  "base-committee",
  "sub-committee",
  "cell",
  "party-group",
  "border-post"
])
/** The kind of an organisation. */
export type UnitKind = typeof UnitKind.Type

/**
 * A unit's official code, as text: leading zeros count. Dotted and plain forms both occur.
 *
 * @since 0.1.0
 */
export const UnitCode = Schema.String.check(
  Schema.makeFilter((text: string) => /^[0-9A-Z]+(?:\.[0-9A-Z]+)*$/.test(text) || "Expected a code of digits and capitals, dotted or plain")
).pipe(Schema.brand("UnitCode"))
/** A unit's official code. */
export type UnitCode = typeof UnitCode.Type

/**
 * What a unit is designated for. `border-village` and `security-complex` are for cells, `border-area` for communes and townships; a pack
 * may bring designations of its own, with a namespace (`an-phu:island`).
 *
 * @since 0.1.0
 */
export const Designation = Schema.Union([
  Schema.Literals(["border-area", "border-village", "security-complex"]),
  Schema.String.check(
    Schema.makeFilter(
      (text: string) =>
        /^[a-z0-9-]+:[a-z0-9-]+$/.test(text) || "Expected border-area, border-village, security-complex or <pack>:<designation>"
    )
  )
])
/** What a unit is designated for. */
export type Designation = typeof Designation.Type

/**
 * Tells whether members may stand on the roll of a unit of this kind themselves.
 *
 * @since 0.1.0
 */
export const hasRoll = (kind: UnitKind): boolean => kind === "cell" || kind === "border-post" || kind === "party-group"
