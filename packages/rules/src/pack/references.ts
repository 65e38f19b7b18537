/** What the parts of a pack name. */
import type { Clause } from "../Clause.ts"
import { type Node, references } from "../Expression.ts"
import { type ClauseOverlay, isOfClause, type Overlay } from "../Overlay.ts"

/** The expressions of a clause. */
export const expressionsOf = (clause: Clause): ReadonlyArray<Node> => {
  switch (clause.type) {
    case "scope":
      return [clause.when]
    case "unread":
      return clause.when === undefined ? [] : [clause.when]
    case "quota":
      return [
        { op: "parameter", id: clause.ratio.id },
        { op: "parameter", id: clause.base.id }
      ]
    default:
      return [clause.when, ...expressionsIn(clause.then)]
  }
}

/** The expressions of an overlay. */
export const expressionsOfOverlay = (overlay: Overlay): ReadonlyArray<Node> =>
  isOfClause(overlay) ? [overlay.when, ...expressionsIn(overlay.then)] : []

/** What several expressions name, together. */
export const referencesOf = (nodes: ReadonlyArray<Node>): ReturnType<typeof references> => {
  const found = { measures: new Set<string>(), parameters: new Set<string>(), questions: new Set<string>() }
  for (const node of nodes) {
    const inner = references(node)
    for (const key of ["measures", "parameters", "questions"] as const) for (const id of inner[key]) found[key].add(id)
  }
  return found
}

// internal

const expressionsIn = (then: ClauseOverlay["then"]): ReadonlyArray<Node> => [
  ...Object.values(then?.values ?? {}),
  ...(then?.task?.due === undefined ? [] : [then.task.due])
]
