/** What a wrong pack is. */
import type { Clause } from "../../Clause.ts"
import type { RulePack } from "../../RulePack.ts"
import type { Options } from "../Case.ts"

/** A pack, and what the suite is told besides. */
export interface Tried {
  readonly pack: RulePack
  readonly options: Options
}

/** A way to break the right pack, and the case that must notice. */
export interface Wrong {
  readonly id: string
  readonly title: string
  readonly caughtBy: string
  readonly make: (right: Tried) => Tried
}

/** The right pack with parts of it changed; types are set aside, as a pack read from a file has none. */
export const changing =
  (change: (pack: RulePack) => object): Wrong["make"] =>
  ({ pack, options }) => ({
    // unsound on purpose: a wrong pack may be no pack
    pack: { ...pack, ...change(pack) } as RulePack,
    options
  })

/** The right pack with one clause changed. */
export const changingClause = (id: string, change: (clause: Clause) => object): Wrong["make"] =>
  changing(pack => ({ clauses: pack.clauses.map(clause => (clause.id === id ? { ...clause, ...change(clause) } : clause)) }))

/** The right pack with one parameter changed. */
export const changingParameter = (id: string, change: object): Wrong["make"] =>
  changing(pack => ({ parameters: pack.parameters.map(each => (each.id === id ? { ...each, ...change } : each)) }))

/** The right pack with a function of one measure changed. */
export const measuring =
  (id: string, measure: NonNullable<Options["functions"]>[string]): Wrong["make"] =>
  ({ pack, options }) => ({ pack, options: { ...options, functions: { ...options.functions, [id]: measure } } })
