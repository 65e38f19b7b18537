/** Why an answer is not what it was the day before: the measures, values, texts, packs and units that changed. */
import { type Id, Journal } from "@chibo/core"
import { key } from "../Advice.ts"
import type { Brief } from "../Brief.ts"
import type { Wording } from "../Citation.ts"
import type * as Rulebook from "../Rulebook.ts"
import { referencesOf } from "../RulePack.ts"
import { inBoth } from "../wording/words.ts"
import type { Considered, Explanation, Input } from "./model.ts"
import * as Shown from "./shown.ts"

/** Something that changed between two days, in words, with the id of what changed. */
export interface SwitchReason {
  readonly kind: "measure" | "parameter" | "clause" | "outcome" | "unit" | "packs"
  readonly id: string
  readonly says: Wording
}

/** One side of a change; without a rulebook where the subject has no governing unit. */
export interface Told {
  readonly unit: Id.UnitId | undefined
  readonly packs: string
  readonly rulebook: Rulebook.Rulebook | undefined
  readonly brief: Brief | undefined
  readonly explanation: Explanation | undefined
}

export const changesBetween = (before: Told, now: Told): ReadonlyArray<SwitchReason> => {
  const [was, is] = [before.explanation, now.explanation]
  const rulebook = now.rulebook ?? before.rulebook
  const found: Array<SwitchReason> = []
  const add = (kind: SwitchReason["kind"], id: string, says: Wording) => {
    if (!found.some(reason => reason.kind === kind && reason.id === id)) found.push({ kind, id, says })
  }
  if (before.unit !== now.unit) {
    add(
      "unit",
      now.unit ?? "",
      inBoth((_, t) => t.timeline.unit(before.unit ?? t.unknown, now.unit ?? t.unknown))
    )
  }
  if (before.packs !== now.packs) {
    add(
      "packs",
      now.packs,
      inBoth((_, t) => t.timeline.packs(before.packs || t.no, now.packs || t.no))
    )
  }
  const [old, fresh] = [clausesIn(was), clausesIn(is)]
  const ids = new Set([...old.keys(), ...fresh.keys()])
  const touched = [...ids].filter(id => old.get(id)?.mark !== "refused" || fresh.get(id)?.mark !== "refused")
  const rulingDay = rulebook?.questions.get((is ?? was)?.question.id ?? "")?.rulingDay
  if (rulingDay !== undefined) measureChange(rulingDay, before, now, add)
  for (const id of touched) {
    const read = readBy(rulebook, id)
    for (const input of inputsIn(old.get(id), fresh.get(id))) {
      if (!read.has(input.id)) continue
      if (input.kind === "measure") measureChange(input.id, before, now, add)
      else parameterChange(input, old.get(id), fresh.get(id), add)
    }
  }
  for (const linked of is?.linked ?? []) {
    const earlier = was?.linked.find(each => each.question.id === linked.question.id)
    if (earlier !== undefined && key(earlier.advice) !== key(linked.advice)) {
      add(
        "outcome",
        linked.question.id,
        inBoth((lang, t) => t.timeline.outcome(linked.question.label[lang], earlier.outcome[lang], linked.outcome[lang]))
      )
    }
  }
  for (const id of ids) {
    const [gone, here] = [old.get(id), fresh.get(id)]
    const wording = (here ?? gone)?.wording
    if (wording === undefined || (gone?.mark === here?.mark && textOf(gone) === textOf(here))) continue
    const says = inBoth((lang, t) => {
      if (gone === undefined || (here !== undefined && textOf(gone) !== textOf(here))) return t.timeline.began(wording[lang])
      if (here === undefined) return t.timeline.ended(wording[lang])
      const now = { held: t.timeline.nowHeld, refused: t.timeline.nowRefused, unknown: t.timeline.nowUnknown }
      return now[here.mark](wording[lang])
    })
    add("clause", id, says)
  }
  return found
}

// internal

const clausesIn = (explanation: Explanation | undefined): ReadonlyMap<string, Considered> => {
  const found = new Map<string, Considered>()
  const put = (clause: Considered): void => {
    found.set(clause.clause, clause)
    clause.exceptions.forEach(put)
  }
  explanation?.clauses.forEach(put)
  return found
}

/** A clause under one id may have another text, where a lower pack put its own in the place of the higher one. */
const textOf = (clause: Considered | undefined): string =>
  clause === undefined ? "" : Journal.canonical([clause.pack, clause.wording, clause.cites, clause.inForce])

const inputsIn = (...clauses: ReadonlyArray<Considered | undefined>): ReadonlyArray<Input> =>
  clauses.flatMap(clause => clause?.inputs ?? [])

/** What a clause's condition and the values that it gives read; a deadline that moves on is no reason. */
const readBy = (rulebook: Rulebook.Rulebook | undefined, id: string): ReadonlySet<string> => {
  const clauses = [...(rulebook?.clauses.values() ?? [])].flat().flatMap(({ value }) => (value.id === id ? [value] : []))
  const nodes = clauses.flatMap(clause => [
    ...("when" in clause && clause.when !== undefined ? [clause.when] : []),
    ...("then" in clause ? Object.values(clause.then.values ?? {}) : [])
  ])
  const { measures, parameters } = referencesOf(nodes)
  return new Set([...measures, ...parameters])
}

type Add = (kind: SwitchReason["kind"], id: string, says: Wording) => void

const measureChange = (id: string, before: Told, now: Told, add: Add): void => {
  const [was, is] = [before.brief?.get(id)?.value, now.brief?.get(id)?.value]
  const measure = (now.rulebook ?? before.rulebook)?.measures.get(id)
  if (was === is || measure === undefined || before.brief === undefined || now.brief === undefined) return
  const [from, to] = [Shown.measured(measure, was), Shown.measured(measure, is)]
  add(
    "measure",
    id,
    inBoth((lang, t) => t.timeline.measure(measure.label[lang], from[lang], to[lang]))
  )
}

const parameterChange = (input: Input, was: Considered | undefined, is: Considered | undefined, add: Add): void => {
  const of = (clause: Considered | undefined) => clause?.inputs.find(each => each.kind === "parameter" && each.id === input.id)
  const [from, to] = [of(was), of(is)]
  if (from === undefined || to === undefined || Journal.canonical(from.values) === Journal.canonical(to.values)) {
    if (from?.state === to?.state || from === undefined || to === undefined) return
  }
  const shown = (each: Input): Wording =>
    each.state === "unread"
      ? inBoth((_, t) => t.condition.unread(each.text?.number ?? "?"))
      : each.state === "missing"
        ? inBoth((_, t) => t.unknown)
        : Shown.either(each.values.map(value => value.shown))
  const [old, fresh] = [shown(from), shown(to)]
  add(
    "parameter",
    input.id,
    inBoth((lang, t) => t.timeline.parameter(input.label[lang], old[lang], fresh[lang]))
  )
}
