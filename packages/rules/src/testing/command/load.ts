/** Loads a pack from a module of somebody else's. */
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { Result } from "effect"
import type { Functions } from "../../Measure.ts"
import { parse, type RulePack } from "../../RulePack.ts"

/** A pack, and the functions of its measures. */
export interface Loaded {
  readonly pack: RulePack
  readonly functions: Functions
}

/** The pack that a module exports, found by path or as a package from a folder; or why there is none. */
export const load = async (name: string, from: string): Promise<Result.Result<Loaded, string>> => {
  try {
    const path = resolve(from, name)
    const module: Readonly<Record<string, unknown>> = await import(existsSync(path) ? pathToFileURL(path).href : found(name, from))
    const pack = parse(module.pack)
    if (Result.isFailure(pack)) return Result.fail(pack.failure.message)
    const { functions } = module
    return Result.succeed({
      pack: pack.success,
      // sound: what is no function fails where it is called, and the measure with it
      functions: typeof functions === "object" && functions !== null ? (functions as Functions) : {}
    })
  } catch (error) {
    return Result.fail(error instanceof Error ? error.message : String(error))
  }
}

// internal

/** A package of the project that the command is run in, or else one that this package knows, such as its own packs. */
const found = (name: string, from: string): string => {
  try {
    return pathToFileURL(createRequire(resolve(from, "package.json")).resolve(name)).href
  } catch {
    return import.meta.resolve(name)
  }
}
