import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { RulePackTest } from "@chibo/rules/testing"
import { describe, it } from "vitest"
import * as chiMa from "../src/chi-ma.ts"
import * as pleiku from "../src/pleiku.ts"

/** The scenario files of a place. */
const scenariosOf = (place: string) => {
  const folder = join(import.meta.dirname, "..", "scenarios", place)
  return readdirSync(folder).map(name => ({ name, text: readFileSync(join(folder, name), "utf8") }))
}

const above = [Vietnam.pack]
RulePackTest.suite({ describe, it }, chiMa.pack, { above, functions: chiMa.functions, scenarios: scenariosOf("chi-ma") })
RulePackTest.suite({ describe, it }, pleiku.pack, { above, functions: pleiku.functions, scenarios: scenariosOf("pleiku") })
