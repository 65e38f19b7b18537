/** Packs that are wrong as one can see without asking them anything. */
import { Period } from "@chibo/core"
import * as Clause from "../../Clause.ts"
import * as Dated from "../../Dated.ts"
import * as Expression from "../../Expression.ts"
import * as Measure from "../../Measure.ts"
import { cited, duty, least, may, tenure, tightened } from "./base.ts"
import { changing, changingClause, changingParameter, type Wrong } from "./Wrong.ts"

const nobodys = Measure.computed("boolean", "member", "place.nobodys", { vi: "không ai định nghĩa", en: "defined by nobody" }, [])

export const wrongTexts: ReadonlyArray<Wrong> = [
  {
    id: "clause-uncited",
    title: "a clause has lost its citation",
    caughtBy: "pack.cited",
    make: changingClause(may.id, () => ({ cites: [] }))
  },
  {
    id: "value-uncited",
    title: "a value has lost its citation",
    caughtBy: "pack.cited",
    make: changingParameter(least.id, { values: least.values.map(entry => (entry.state === "known" ? { ...entry, cites: [] } : entry)) })
  },
  {
    id: "one-language",
    title: "a clause is worded in English only",
    caughtBy: "pack.worded",
    make: changingClause(may.id, ({ wording }) => ({ wording: { ...wording, vi: "" } }))
  },
  {
    id: "unknown-key",
    title: "a clause has a key that clauses do not have",
    caughtBy: "pack.keys",
    make: changingClause(may.id, () => ({ lowerUnit: ["tighten"] }))
  },
  {
    id: "not-plain",
    title: "a clause keeps a function, which JSON loses",
    caughtBy: "pack.json",
    make: changingClause(may.id, () => ({ applies: () => true }))
  },
  {
    id: "period-reversed",
    title: "a clause ends before it starts",
    caughtBy: "pack.periods",
    make: changingClause(may.id, () => ({ inForce: { from: "2024-01-01", until: "2020-01-01" } }))
  },
  {
    id: "values-overlap",
    title: "two values hold on one day",
    caughtBy: "pack.periods",
    make: changingParameter(least.id, {
      values: [Dated.known(12, "2020-01-01", "2022-01-02", cited), Dated.known(6, "2022-01-01", "2024-01-01", cited)]
    })
  },
  {
    id: "measure-of-nobody",
    title: "a clause reads a measure that nobody defines",
    caughtBy: "pack.references",
    make: changingClause(may.id, () => ({ when: Expression.all(Expression.ge(tenure, least), nobodys) }))
  },
  {
    id: "id-twice",
    title: "two clauses have one id",
    caughtBy: "pack.fits",
    make: changing(pack => ({ clauses: [...pack.clauses, may] }))
  },
  {
    id: "overlay-beyond-contract",
    title: "the place allows more months than the text above lets it",
    caughtBy: "overlays.contract",
    make: changing(() => ({
      overlays: [{ ...tightened, values: [Dated.known(18, "2021-01-01", "2022-01-01", cited)] }]
    }))
  },
  {
    id: "clause-beyond-contract",
    title: "the place answers a question that the text above does not leave open",
    caughtBy: "overlays.contract",
    make: changing(pack => ({
      clauses: [
        ...pack.clauses,
        Clause.general({
          id: "place.leave",
          question: { ...duty, id: "nation.leave" },
          inForce: Period.make("2020-01-01"),
          wording: { vi: "Luôn được", en: "Always granted" },
          when: Expression.ge(tenure, 1),
          then: { outcome: "may" },
          cites: [cited]
        })
      ]
    }))
  },
  {
    id: "function-missing",
    title: "a computed measure has no function",
    caughtBy: "measures.computed",
    make: ({ pack, options }) => {
      const { [tenure.id]: _, ...functions } = options.functions ?? {}
      return { pack, options: { ...options, functions } }
    }
  }
]
