import { RulePack } from "@chibo/rules"
import * as CaoLoc from "@chibo/rules/packs/cao-loc"
import * as Vietnam from "@chibo/rules/packs/vietnam"

/** The pages of the packs that come with the library, by their names in `docs/packs`. */
export const pages: ReadonlyArray<readonly [name: string, text: string]> = (
  [
    [Vietnam.pack, []],
    [CaoLoc.pack, [Vietnam.pack]]
  ] as const
).flatMap(([pack, above]) => [
  [`${pack.id}.md`, RulePack.print(pack, "vi", above)] as const,
  [`${pack.id}.en.md`, RulePack.print(pack, "en", above)] as const
])
