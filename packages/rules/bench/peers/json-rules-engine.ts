/** json-rules-engine with named conditions; its results always carry the reasons. */
import { Engine, type TopLevelCondition } from "json-rules-engine"
import type { Row } from "../policy/features.ts"
import { packed } from "../policy/hand.ts"
import { asOfDay, type Name, noLimit, now, of, secondDay, values } from "../policy/values.ts"
import type { Peer } from "./peer.ts"

type Part = { readonly fact: string; readonly operator: string; readonly value: unknown } | { readonly condition: string } | Whole
interface Whole {
  readonly all?: ReadonlyArray<Part>
  readonly any?: ReadonlyArray<Part>
  readonly not?: Part
}
const least = (fact: string, value: unknown): Part => ({ fact, operator: "greaterThanInclusive", value })
const below = (fact: string, value: unknown): Part => ({ fact, operator: "lessThan", value })
const is = (fact: string, value: unknown): Part => ({ fact, operator: "equal", value })
const all = (...parts: ReadonlyArray<Part>): Whole => ({ all: parts })
const any = (...parts: ReadonlyArray<Part>): Whole => ({ any: parts })
const not = (part: Part): Whole => ({ not: part })
const named = (condition: string): Part => ({ condition })
const dated = (fact: string, name: Name, day: string): Whole => {
  const [first, second] = values[name]
  return first === second
    ? all(least(fact, first))
    : any(all(below(day, secondDay), least(fact, first)), all(least(day, secondDay), least(fact, second)))
}

export const jsonRulesEngine = (): Peer => {
  const engine = new Engine()
  engine.addFact("last", async (_, almanac) => {
    const read = (name: string) => almanac.factValue<number>(name)
    const [age, certified, awayMonths, request, start, asked] = await Promise.all(
      (["age", "certified", "awayMonths", "request", "start", "asked"] as const).map(read)
    )
    const day = request ?? 0
    const limit =
      (age ?? 0) >= of("age", day)
        ? noLimit
        : certified === 1
          ? of("termIllness", day)
          : (awayMonths ?? 0) >= of("awayMonths", day)
            ? of("termAway", day)
            : of("termHardship", day)
    return (start ?? 0) + Math.min(asked ?? 0, limit)
  })
  // sound: the library's types do not know conditions as plain as these
  const condition = (name: string, whole: Whole) => engine.setCondition(name, whole as unknown as TopLevelCondition)
  const rule = (question: string, answer: number, whole: Whole) =>
    engine.addRule({
      name: `${question} ${answer}`,
      conditions: whole as unknown as TopLevelCondition,
      event: { type: question, params: { answer } }
    })

  condition("old", dated("age", "age", "request"))
  condition("ill", all(is("certified", 1)))
  condition("away", dated("awayMonths", "awayMonths", "request"))
  condition("hard", all(is("hardship", 1)))
  condition("ground", any(named("old"), named("ill"), named("away"), named("hard")))
  condition("proper", all(is("hasExemption", 1), is("decision", 1), least("decidedOn", { fact: "request" })))
  condition("in term", all(below("start", asOfDay + 1), least("last", asOfDay)))
  condition("kept", all(least("attended", now("fewestMeetings"))))
  condition("active", all(is("hasExemption", 1), named("ground"), named("proper"), named("in term")))
  condition("absent", all(not(named("active")), least("missed", now("missed"))))
  condition("owing", all(least("monthsUnpaid", now("dues"))))
  condition("warned", any(named("absent"), named("owing")))
  condition("graded", all(not(named("active")), least("tenure", now("tenure"))))
  condition("disciplined", all(is("disciplined", 1)))

  const has = is("hasExemption", 1)
  rule("exemption", 1, all(has, not(named("ground"))))
  rule("exemption", 2, all(has, named("ground"), is("decision", 0)))
  rule("exemption", 3, all(has, named("ground"), not(is("decision", 0)), not(named("proper"))))
  rule("exemption", 4, all(has, named("ground"), named("proper"), not(named("in term"))))
  rule("exemption", 5, all(named("active"), named("kept")))
  rule("exemption", 6, all(named("active"), not(named("kept"))))
  rule("warning", 1, all(named("absent")))
  rule("warning", 2, all(named("owing")))
  const open = is("hasTransfer", 1)
  const since = (name: Name): Whole => dated("sinceLetter", name, "letter")
  rule("transfer", 3, all(open, since("transfer3")))
  rule("transfer", 2, all(open, since("transfer2"), not(since("transfer3"))))
  rule("transfer", 1, all(open, since("transfer1"), not(since("transfer2"))))
  const clean = [named("graded"), not(named("disciplined"))]
  const [excellent, good, met] = [now("excellent"), now("good"), now("met")]
  rule("grade", 4, all(...clean, not(named("warned")), least("score", excellent)))
  rule("grade", 3, all(...clean, not(named("warned")), least("score", good), below("score", excellent)))
  rule("grade", 2, all(...clean, any(all(least("score", met), below("score", good)), all(named("warned"), least("score", good)))))
  rule("grade", 1, all(named("graded"), any(named("disciplined"), below("score", met))))

  const one = async (row: Row): Promise<number> => {
    const { events } = await engine.run({ ...row })
    const said = { exemption: 0, warning: 0, transfer: 0, grade: 0 }
    for (const { type, params } of events) {
      const answer = Number(params?.answer)
      if (type === "warning") said.warning |= answer
      else if (type === "exemption" || type === "transfer" || type === "grade") said[type] = answer
    }
    return packed(said.exemption, said.warning, said.transfer, said.grade)
  }
  return {
    name: "json-rules-engine",
    reasons: true,
    decide: async (rows, codes) => {
      for (const [i, row] of rows.entries()) codes[i] = await one(row)
    }
  }
}
