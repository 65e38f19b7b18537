/**
 * Commands sent to a PostgreSQL journal over lines that are cut around COMMIT: before it is sent on, or before its answer arrives. A command whose
 * outcome is unknown is sent again, as the same operation.
 */
import { Fact, Id, type Journal } from "@chibo/core"
import { Effect, Result, Stream } from "effect"
import { proxy } from "../test/postgres/proxy.ts"
import { audit, batch } from "./audit.ts"
import { cluster, journals, schema } from "./postgres.ts"
import { type Budget, goesOn, type Harness, part, row } from "./row.ts"

export const lines: Harness = {
  name: "commands",
  needs: ["postgres"],
  short: 900,
  long: 100_000,
  run: budget =>
    Effect.gen(function* () {
      const began = Date.now()
      const { url } = yield* cluster()
      const control = yield* Effect.scoped(commands(url, part(budget, 0.005, 200), true))
      const { count, cuts, lost, half, broken, twice, unresolved } = yield* Effect.scoped(commands(url, budget, false))
      const fault = { fault: "line cut around COMMIT", target: "postgres", count, struck: cuts }
      return [row(began, { ...fault, lost, half, broken, violations: twice + unresolved, control: control.twice })]
    })
}

// internal

type Service = Journal.Journal["Service"]

const senders = 4
/** Of so many commands one meets a fault; of the control's, more, so that few of them are enough. */
const oneIn = (anew: boolean): number => (anew ? 12 : 60)

/** `anew`: a command that is sent again is sent as an operation of its own, as by who has no operations. */
const commands = (url: string, budget: Budget, anew: boolean) =>
  Effect.gen(function* () {
    const name = schema()
    const said = new Map<string, number>()
    let [count, unresolved] = [0, 0]
    const lanes = yield* Effect.all(Array.from({ length: senders }, () => lane(url, name)))
    const sender = ({ journal, state }: (typeof lanes)[number], at: number) =>
      Effect.gen(function* () {
        for (let index = 0; goesOn(budget, count); index++) {
          count++
          if (budget.random() < 1 / oneIn(anew)) state.next = anew || budget.random() < 0.5 ? "reply" : "request"
          const command = `c-${at}-${index}`
          for (let tries = 0; ; tries++) {
            const sent = { ...batch(command, 1, command), operation: Id.OperationId.make(anew ? `${command}-${tries}` : command) }
            const result = yield* Effect.result(journal.append(sent))
            if (Result.isSuccess(result)) {
              said.set(sent.operation, result.success.first)
              break
            }
            if (!result.failure.isRetryable || tries > 20) {
              console.error(`unresolved: ${result.failure.message}`)
              unresolved++
              break
            }
          }
        }
      })
    yield* Effect.all(lanes.map(sender), { concurrency: "unbounded" })
    const [journal] = yield* journals(url, name, 1)
    if (journal === undefined) return yield* Effect.die(new Error("no journal"))
    const found = yield* audit(journal, said)
    const cuts = lanes.reduce((sum, { state }) => sum + state.cuts, 0)
    return { ...found, count, cuts, unresolved, twice: yield* doubled(journal) }
  })

/** A journal at the end of a line of its own. */
const lane = (url: string, name: string) =>
  Effect.gen(function* () {
    const { hostname, port } = new URL(url)
    const line = yield* proxy(hostname, Number(port))
    const through = new URL(url)
    through.port = String(line.port)
    const [journal] = yield* journals(through.href, name, 1)
    if (journal === undefined) return yield* Effect.die(new Error("no journal"))
    return { journal, state: line.state }
  })

/** The commands that were recorded more than once, whatever operation they came by. */
const doubled = (journal: Service) =>
  Effect.map(Stream.runCollect(journal.read({})), records => {
    const seen = new Map<string, number>()
    for (const { fact } of records) {
      if (fact instanceof Fact.Unread || fact.kind !== "other") continue
      const text = String(fact.personal?.text)
      seen.set(text, (seen.get(text) ?? 0) + 1)
    }
    return [...seen.values()].filter(many => many > 1).length
  })
