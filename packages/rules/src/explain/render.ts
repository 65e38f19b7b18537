/** An explanation as text and as Markdown: the same lines, laid out twice. */
import { Period } from "@chibo/core"
import { type Citation, render as renderCitation, type Wording } from "../Citation.ts"
import { type Words, words } from "../wording/words.ts"
import type { Condition, Considered, Explanation, Input, Mark } from "./model.ts"

/** A line of a page: a heading, or an item at a depth. */
interface Line {
  readonly depth: number
  readonly text: string
  readonly heading?: true
}

export const toText = (explanation: Explanation, lang: keyof Wording): string =>
  page(explanation, lang)
    .map(line => (line.heading === true && line.depth === 0 ? line.text : `${"  ".repeat(line.depth + 1)}${line.text}`))
    .join("\n")

export const toMarkdown = (explanation: Explanation, lang: keyof Wording): string => {
  const lines = page(explanation, lang).map(line =>
    line.heading === true ? `\n${"#".repeat(line.depth + 2)} ${escaped(line.text)}\n` : `${"  ".repeat(line.depth)}- ${escaped(line.text)}`
  )
  return `${lines.join("\n").trim()}\n`
}

// internal

const page = (explanation: Explanation, lang: keyof Wording, depth = 0): ReadonlyArray<Line> => {
  const t = words[lang]
  const { advice } = explanation
  const decisive = explanation.clauses.filter(leads)
  const others = explanation.clauses.filter(clause => !leads(clause))
  const section = (title: string, clauses: ReadonlyArray<Considered>): ReadonlyArray<Line> =>
    clauses.length === 0
      ? []
      : [{ depth: depth + (depth === 0 ? 0 : 1), text: `${title}:` }, ...clauses.flatMap(clause => clauseLines(clause, lang, depth + 1))]
  return [
    { depth, text: explanation.question.label[lang], heading: true },
    { depth, text: `${t.why.conclusion}: ${explanation.sentence[lang]}` },
    ...(advice._tag === "Outcome" && advice.unverified.length > 0 ? [{ depth, text: t.why.unverified }] : []),
    ...explanation.tasks.map(task => ({
      depth,
      text: t.why.task(task.who[lang], task.what[lang], task.due === undefined ? undefined : t.day(task.due))
    })),
    ...(depth === 0 && explanation.decides[lang] !== "" ? [{ depth, text: `${t.why.decides}: ${explanation.decides[lang]}.` }] : []),
    ...(depth === 0
      ? [
          {
            depth,
            text: t.why.clocks(t.day(advice.validOn), advice.knownAt, advice.rulingDay === undefined ? undefined : t.day(advice.rulingDay))
          }
        ]
      : []),
    ...section(t.why.decisive, decisive),
    ...section(t.why.others, others),
    ...(explanation.clauses.length === 0 && advice.rulingDay !== undefined ? [{ depth, text: t.why.none }] : []),
    ...explanation.linked.flatMap(linked => [{ depth, text: `${t.why.linked}:` }, ...page(linked, lang, depth + 1)])
  ]
}

const leads = (clause: Considered): boolean => clause.decisive || clause.exceptions.some(leads)

const marks: Record<Mark, string> = { held: "✔", refused: "✘", unknown: "?" }

const clauseLines = (clause: Considered, lang: keyof Wording, depth: number): ReadonlyArray<Line> => {
  const t = words[lang]
  const at = (text: string, more = 1): Line => ({ depth: depth + more, text })
  const last = Period.lastDay(clause.inForce)
  const then = clause.then === undefined || clause.mark !== "refused" ? [] : [at(`${t.why.wouldSay}: ${clause.then.outcome.label[lang]}`)]
  return [
    { depth, text: `${clause.type === "unread" && clause.mark === "held" ? "?" : marks[clause.mark]} ${clause.wording[lang]}` },
    at(
      `${stateOf(clause, t)}; ${t.why.inForce(t.day(clause.inForce.from), last === undefined ? undefined : t.day(last))} [${clause.clause}]`
    ),
    ...clause.cites.map(cite => at(`${t.why.under}: ${renderCitation(cite, lang)}`)),
    ...(clause.text === undefined ? [] : [at(`${t.why.text}: ${clause.text.number}, ${clause.text.title[lang]}`)]),
    ...(clause.instead === undefined
      ? []
      : [at(t.why.replaces(`${clause.instead.wording[lang]} (${cited(clause.instead.cites, lang)}) [${clause.instead.pack}]`))]),
    ...(clause.condition === undefined ? [] : conditionLines(clause.condition, lang, depth + 1)),
    ...clause.inputs.flatMap(input => (input.kind === "parameter" ? [at(parameterLine(input, lang, t))] : [])),
    ...then,
    ...(clause.exceptions.length === 0
      ? []
      : [at(`${t.why.exceptions}:`), ...clause.exceptions.flatMap(exception => clauseLines(exception, lang, depth + 2))])
  ]
}

const stateOf = (clause: Considered, t: Words): string => {
  if (clause.mark === "unknown") return t.why.unsure
  if (clause.type === "scope") return clause.mark === "held" ? t.why.leftOut : t.why.inScope
  if (clause.mark === "refused") return t.why.refused
  if (clause.type === "unread") return clause.because === undefined ? t.why.unreadHeld : t.why[clause.because]
  return !clause.decisive && clause.exceptions.some(exception => exception.mark === "held") ? t.why.excepted : t.why.held
}

const conditionLines = (condition: Condition, lang: keyof Wording, depth: number): ReadonlyArray<Line> => {
  const t = words[lang]
  if (condition.kind === "test")
    return [{ depth, text: `${marks[condition.mark]} ${condition.says[lang]}${factsLine(condition.facts, t)}` }]
  return [
    { depth, text: `${marks[condition.mark]} ${t.condition[condition.kind]}:` },
    ...condition.of.flatMap(inner => conditionLines(inner, lang, depth + 1))
  ]
}

const shownFacts = 8

const factsLine = (facts: ReadonlyArray<number>, t: Words): string =>
  facts.length === 0 ? "" : t.condition.facts(`${facts.slice(0, shownFacts).join(", ")}${facts.length > shownFacts ? "…" : ""}`)

const parameterLine = (input: Input, lang: keyof Wording, t: Words): string => {
  const last = input.inForce === undefined ? undefined : Period.lastDay(input.inForce)
  const span =
    input.inForce === undefined ? "" : `, ${t.why.inForce(t.day(input.inForce.from), last === undefined ? undefined : t.day(last))}`
  const values = input.values.map(each => `${each.shown[lang]} (${cited(each.cites, lang)})`).join(t.or)
  const number = input.text?.number ?? "?"
  const unread = input.because === undefined ? t.condition.unread(number) : `${t.why[input.because]}: ${number}`
  const told = input.state === "unread" ? unread : input.state === "missing" ? t.unknown : values
  const shown = input.state === "disputed" ? t.condition.disputed(told) : told
  const instead =
    input.instead === undefined
      ? ""
      : `; ${t.why.replaces(input.instead.values.map(each => `${each.shown[lang]} (${cited(each.cites, lang)})`).join(t.or))}`
  return `${input.label[lang]}: ${shown}${span}${instead}`
}

const cited = (cites: ReadonlyArray<Citation>, lang: keyof Wording): string => cites.map(cite => renderCitation(cite, lang)).join("; ")

const escaped = (text: string): string => text.replace(/[\\`*_<>[\]|#]/g, "\\$&")
