import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Scenario } from "@chibo/rules/testing"

const folder = join(import.meta.dirname, "..", "..", "scenarios")

/** The scenario files of a pack. */
export const scenariosOf = (pack: string): ReadonlyArray<Scenario.Source> =>
  globSync(`${pack}/*.yaml`, { cwd: folder })
    .sort()
    .map(name => ({ name, text: readFileSync(join(folder, name), "utf8") }))
