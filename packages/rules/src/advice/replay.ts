/**
 * Asks again what was asked before, and proves that the same inputs give the same advice, or says what changed.
 *
 * The source must be as known at the point of the advice for a proof; one that knows more is told as facts known since.
 */
import { Journal } from "@chibo/core"
import { Effect } from "effect"
import type { Advice, Basis } from "../Advice.ts"
import type { BriefError, Source } from "../Brief.ts"
import type { Wording } from "../Citation.ts"
import * as Engine from "../Engine.ts"
import type { RulePack, RulePackError } from "../RulePack.ts"
import { inBoth, words } from "../wording/words.ts"

/** Something that is not as it was when the advice was given. */
export interface ReplayChange {
  readonly kind: "pack" | "rule" | "measure" | "facts" | "calendar" | "subject" | "unexplained"
  /** The id of the pack, clause, parameter, question or measure; empty for the others. */
  readonly id: string
  readonly says: Wording
}

/**
 * What came of asking again. `same`: the digest and the advice are what they were. `stands`: inputs changed, the answer did not. `differs`: it did.
 * `again` is absent where the question can no longer be asked.
 */
export interface Replay {
  readonly result: "same" | "stands" | "differs"
  readonly changes: ReadonlyArray<ReplayChange>
  readonly again?: Advice
}

export const replay: (packs: ReadonlyArray<RulePack>, source: Source, advice: Advice) => Effect.Effect<Replay, BriefError | RulePackError> =
  Effect.fnUntraced(function* (packs, source, advice) {
    const question = packs.flatMap(pack => pack.questions).find(each => each.id === advice.question)
    const answered = question === undefined ? [] : yield* Engine.ask(packs, question, source, [advice.subject], advice.validOn)
    const again = answered[0]?.advice
    if (again === undefined) {
      return { result: "differs", changes: [{ kind: "subject", id: "", says: inBoth((_, t) => t.replay.subject) }] }
    }
    const changes = changesBetween(advice.basis, again.basis)
    const said = answerOf(advice) === answerOf(again)
    if (said) return { result: changes.length === 0 ? "same" : "stands", changes, again }
    const unexplained: ReadonlyArray<ReplayChange> = [{ kind: "unexplained", id: "", says: inBoth((_, t) => t.replay.unexplained) }]
    return { result: "differs", changes: changes.length === 0 ? unexplained : changes, again }
  })

/**
 * A replay in words.
 *
 * @since 0.1.0
 */
export const replayToText = ({ result, changes }: Replay, lang: keyof Wording): string =>
  [words[lang].replay[result], ...changes.map(change => `  – ${change.says[lang]}`)].join("\n")

// internal

/** Everything that an advice says, without what it was said on. */
const answerOf = ({ digest: _, basis: __, knownAt: ___, ...said }: Advice): string => Journal.canonical(said)

const changesBetween = (before: Basis, now: Basis): ReadonlyArray<ReplayChange> => {
  const changes: Array<ReplayChange> = []
  const add = (kind: ReplayChange["kind"], id: string, says: Wording) => changes.push({ kind, id, says })
  for (const [id, was, is] of pairs(before.packs, now.packs)) {
    if (was === undefined)
      add(
        "pack",
        id,
        inBoth((_, t) => t.replay.packAdded(`${id}@${is?.version}`))
      )
    else if (is === undefined)
      add(
        "pack",
        id,
        inBoth((_, t) => t.replay.packGone(`${id}@${was.version}`))
      )
    else if (was.version !== is.version)
      add(
        "pack",
        id,
        inBoth((_, t) => t.replay.packVersion(id, was.version, is.version))
      )
    else if (was.content !== is.content)
      add(
        "pack",
        id,
        inBoth((_, t) => t.replay.packContent(id))
      )
  }
  for (const [id, was, is] of pairs(before.rules, now.rules)) {
    if (was === undefined)
      add(
        "rule",
        id,
        inBoth((_, t) => t.replay.ruleAdded(id))
      )
    else if (is === undefined)
      add(
        "rule",
        id,
        inBoth((_, t) => t.replay.ruleGone(id))
      )
    else if (was !== is)
      add(
        "rule",
        id,
        inBoth((_, t) => t.replay.ruleChanged(id))
      )
  }
  for (const [id, was, is] of pairs(before.measures, now.measures)) {
    if (was !== is)
      add(
        "measure",
        id,
        inBoth((_, t) => t.replay.measure(id, String(was ?? "–"), String(is ?? "–")))
      )
  }
  if (before.head.position !== now.head.position) {
    add(
      "facts",
      "",
      inBoth((_, t) => t.replay.facts(before.head.position, now.head.position))
    )
  } else if (before.head.digest !== now.head.digest)
    add(
      "facts",
      "",
      inBoth((_, t) => t.replay.journal)
    )
  if (before.calendar !== now.calendar) {
    add(
      "calendar",
      "",
      inBoth((_, t) => t.replay.calendar(before.calendar ?? t.replay.noCalendar, now.calendar ?? t.replay.noCalendar))
    )
  }
  return changes
}

const pairs = <A>(
  before: Readonly<Record<string, A>>,
  now: Readonly<Record<string, A>>
): ReadonlyArray<readonly [string, A | undefined, A | undefined]> =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])].sort().map(id => [id, before[id], now[id]])
