#!/usr/bin/env node
/**
 * `chibo-scenarios [--lang vi|en] [--above pack-module]… pack-module scenario-file…`
 *
 * Runs scenario files against a pack, and prints which expectation broke, with the why. A pack module exports `pack`, and `functions` where
 * measures are computed; it is named by path or as a package. Ends with 0 where everything holds, 1 where an expectation broke, and 2 where
 * something could not be read or understood.
 *
 * @since 0.2.0
 */
import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { Result } from "effect"
import type { Functions } from "../../Measure.ts"
import * as Rulebook from "../../Rulebook.ts"
import type { RulePack } from "../../RulePack.ts"
import * as Scenario from "../Scenario.ts"
import { load } from "./load.ts"
import { words } from "./words.ts"

type Lang = "vi" | "en"

const main = async (args: ReadonlyArray<string>): Promise<0 | 1 | 2> => {
  const given = read(args)
  if (given === undefined) {
    console.error(`${words.vi.usage}\n${words.en.usage}`)
    return 2
  }
  const { lang, modules, files } = given
  const t = words[lang]
  const packs: Array<RulePack> = []
  let functions: Functions = {}
  for (const name of modules) {
    const module = await load(name, process.cwd())
    if (Result.isFailure(module)) {
      console.error(t.noPack(name, module.failure))
      return 2
    }
    packs.push(module.success.pack)
    functions = { ...functions, ...module.success.functions }
  }
  const rulebook = Rulebook.make(packs)
  if (Result.isFailure(rulebook)) {
    for (const { pack, about, code, message } of rulebook.failure.diagnostics)
      console.error(`${pack}, ${about}: ${message[lang]} (${code})`)
    return 2
  }
  const world: Scenario.World = { rulebook: rulebook.success, functions }
  const counts = { ran: 0, broken: 0, unread: 0 }
  for (const name of files) {
    const text = contents(name)
    if (text === undefined) {
      console.error(t.noFile(name))
      counts.unread++
      continue
    }
    const { scenarios, problems } = Scenario.read(world.rulebook, packs.at(-1)?.id ?? "", { name, text })
    for (const problem of problems) console.error(Scenario.problemText(problem, lang))
    if (problems.length > 0) counts.unread++
    for (const each of scenarios) {
      const ran = Scenario.run(world, each)
      counts.ran++
      if (ran.broken.length > 0) counts.broken++
      console.log(Scenario.ranText(world, ran, lang))
    }
  }
  console.log(t.total(counts.ran, counts.broken))
  return counts.unread > 0 || counts.ran === 0 ? 2 : counts.broken > 0 ? 1 : 0
}

// internal

const read = (
  args: ReadonlyArray<string>
): { readonly lang: Lang; readonly modules: ReadonlyArray<string>; readonly files: ReadonlyArray<string> } | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { lang: { type: "string", default: "vi" }, above: { type: "string", multiple: true, default: [] } }
    })
    const [pack, ...files] = positionals
    const { lang } = values
    if ((lang !== "vi" && lang !== "en") || pack === undefined || files.length === 0) return undefined
    return { lang, modules: [...values.above, pack], files }
  } catch {
    // an option that there is not: the usage says which there are
    return undefined
  }
}

const contents = (name: string): string | undefined => {
  try {
    return readFileSync(name, "utf8")
  } catch {
    return undefined
  }
}

process.exitCode = await main(process.argv.slice(2))
