/**
 * Who should do what, by when, under which text, and the fact that will close it.
 *
 * @since 0.1.0
 */
import type { Id, PlainDate } from "@chibo/core"
import type { Citation, Wording } from "./Citation.ts"
import type { Answered } from "./Engine.ts"

/** An open task. `due` is absent where no deadline is known; `under` cites the clause that asks for it. */
export interface Task {
  readonly id: string
  readonly subject: string
  /** The unit whose rulebook asks for it. */
  readonly unit: Id.UnitId
  readonly question: string
  readonly clause: string
  readonly who: Wording
  readonly what: Wording
  readonly due: PlainDate.PlainDate | undefined
  readonly under: ReadonlyArray<Citation>
  readonly closedBy: string
}

/**
 * The tasks that advice asks for.
 *
 * @since 0.1.0
 */
export const fromAdvice = ({ rulebook, advice, unit }: Omit<Answered, "brief">): ReadonlyArray<Task> => {
  if (advice._tag !== "Outcome") return []
  const clauses = rulebook.clauses.get(advice.question) ?? []
  return advice.answers.flatMap(({ clause, task }) => {
    const source = clauses.find(each => each.value.id === clause)?.value
    if (task === undefined || source === undefined || source.type === "unread") return []
    const { rule, due } = task
    return [
      {
        id: `${rule.id}:${advice.subject}`,
        subject: advice.subject,
        unit,
        question: advice.question,
        clause,
        who: rule.who,
        what: rule.what,
        due,
        under: source.cites,
        closedBy: rule.closedBy
      }
    ]
  })
}
