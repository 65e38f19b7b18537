/** A clause, or a departure from one, as an official reads it beside the text. */
import { Fact } from "@chibo/core"
import type { Clause, Then } from "../Clause.ts"
import type { ClauseOverlay } from "../Overlay.ts"
import { type Context, textOf } from "./context.ts"
import { calculation, condition } from "./expression.ts"
import { bullets, citations, contract, during } from "./lines.ts"

export const clauseLines = (clause: Clause, at: Context): ReadonlyArray<string> => {
  const { t, lang } = at
  const wordingOf = (id: string) => at.clauses.get(id)?.wording[lang] ?? id
  const type = clause.type === "exception" ? t.print.clause.exception(wordingOf(clause.excepts)) : t.print.clause[clause.type]
  return [
    `#### ${clause.wording[lang]}`,
    "",
    `- ${type} · \`${clause.id}\``,
    `- ${t.print.effect}: ${during(clause.inForce, at)}`,
    ...body(clause, { ...at, during: clause.inForce }),
    ...(clause.type === "unread"
      ? []
      : [`- ${t.print.under}: ${citations(clause.cites, at)}`, `- ${t.print.lower}: ${contract(clause.lowerUnits, at)}`]),
    ""
  ]
}

export const overlayLines = (overlay: ClauseOverlay, at: Context): ReadonlyArray<string> => {
  const { t, lang } = at
  const base = at.clauses.get(overlay.departsFrom)
  return [
    `#### ${overlay.wording[lang]}`,
    "",
    `- ${t.print.clause[overlay.how](base?.wording[lang] ?? overlay.departsFrom)} · \`${overlay.id}\``,
    `- ${t.print.effect}: ${during(overlay.inForce, at)}`,
    ...bullets(t.print.when, condition(overlay.when, { ...at, during: overlay.inForce }), at),
    ...(overlay.then === undefined || base === undefined ? [] : outcome(overlay.then, base.question, at)),
    `- ${t.print.under}: ${citations(overlay.cites, at)}`,
    ""
  ]
}

// internal

const body = (clause: Clause, at: Context): ReadonlyArray<string> => {
  const { t } = at
  switch (clause.type) {
    case "scope":
      return [...bullets(t.print.when, condition(clause.when, at), at), `- ${t.print.then}: ${t.print.leftOut}`]
    case "unread":
      return [
        ...(clause.when === undefined ? [`- ${t.print.when}: ${t.print.always}`] : bullets(t.print.when, condition(clause.when, at), at)),
        `- ${t.print.then}: ${t.print.unreadThen(textOf(clause.text, at))}`
      ]
    case "quota": {
      const label = (outcome: string) => at.questions.get(clause.question)?.outcomes[outcome]?.[at.lang] ?? outcome
      const named = (id: string) => `«${at.parameters.get(id)?.label[at.lang] ?? id}»`
      return [
        `- ${t.print.counted}: ${clause.counted.map(label).join(", ")}`,
        `- ${t.print.share}: ${named(clause.ratio.id)}, ${t.print.ofWhat} ${named(clause.base.id)}`
      ]
    }
    default:
      return [...bullets(t.print.when, condition(clause.when, at), at), ...outcome(clause.then, clause.question, at)]
  }
}

const outcome = ({ outcome: id, values, task }: Then, questionId: string, at: Context): ReadonlyArray<string> => {
  const { t, lang } = at
  const question = at.questions.get(questionId)
  const carried = Object.entries(values ?? {}).map(([name, node]) => {
    const how = question?.values?.[name]
    return `  - ${how?.label[lang] ?? name}: ${calculation(node, at, how ?? {})}`
  })
  const kind = Fact.kinds.find(each => each.kind === task?.closedBy)
  return [
    `- ${t.print.then}: **${question?.outcomes[id]?.[lang] ?? id}**`,
    ...(carried.length === 0 ? [] : [`- ${t.print.carries}:`, ...carried]),
    ...(task === undefined
      ? []
      : [
          `- ${t.print.task}: ${task.who[lang]} ${task.what[lang]}${task.due === undefined ? "" : `; ${t.print.due}: ${calculation(task.due, at)}`}; ${t.print.closedBy}: ${kind?.label[lang] ?? task.closedBy}`
        ])
  ]
}
