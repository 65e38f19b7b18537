/** Does commands to two journals, step by step, and says where they first differ. */
import { Cause, Effect, Exit, type Scope, Stream } from "effect"
import type * as Fact from "../../fact/Fact.ts"
import { MemberId, OperationId, Position } from "../../Id.ts"
import * as Journal from "../../Journal.ts"
import * as Known from "../../Known.ts"
import * as PlainDate from "../../PlainDate.ts"
import * as Verify from "../../Verify.ts"
import { at, enrolled } from "../Case.ts"
import type { Asked, Change, Command } from "./Command.ts"

// model

/** Where two journals differ: the number of the command, and what each made of it. */
export interface Difference {
  readonly at: number
  readonly expected: string
  readonly actual: string
}

type Service = Journal.Journal["Service"]

/** A way to a new, empty journal. */
export type Open = Effect.Effect<Service, unknown, Scope.Scope>

/** Both journals as they stand, and what was done so far. */
interface World {
  readonly oracle: Service
  readonly journal: Service
  readonly millis: number
  readonly sent: ReadonlyArray<Journal.Batch>
}

// operations

/** Does all commands to a new journal of each kind; nothing where they never differ. */
export const run = (commands: ReadonlyArray<Command>, oracle: Open, journal: Open): Effect.Effect<Difference | undefined, unknown> =>
  Effect.scoped(
    Effect.gen(function* () {
      let world: World = { oracle: yield* oracle, journal: yield* journal, millis: Date.parse("2026-03-01T18:00:00.000Z"), sent: [] }
      for (const [index, command] of commands.entries()) {
        const [expected, wanted] = yield* step(command, world, world.oracle, oracle)
        const [actual, found] = yield* step(command, world, world.journal, journal)
        if (expected !== actual) return { at: index, expected, actual }
        world = after(command, world, wanted, found)
      }
      const [expected, actual] = yield* Effect.all([whole(world.oracle), whole(world.journal)])
      return expected === actual ? undefined : { at: commands.length, expected, actual }
    })
  )

// internal

/** What a command gives, in a form to compare, and the journal to go on with. */
const step = (command: Command, world: World, self: Service, open: Open): Effect.Effect<readonly [string, Service], unknown, Scope.Scope> =>
  Effect.gen(function* () {
    const { position } = yield* self.head
    if (command._tag === "copy") {
      if (!world.journal.capabilities.replicate || !world.oracle.capabilities.replicate) return ["", self] as const
      const copy = yield* open
      const source = command.from === "oracle" ? world.oracle : self
      const size = Math.max(1, Math.ceil(position / command.parts))
      const exit = yield* Effect.exit(
        Effect.gen(function* () {
          for (let from = 0; from < position; from += size)
            yield* copy.replicate(source.read({ after: Position.make(from), upTo: Position.make(from + size) }))
          return yield* whole(copy)
        })
      )
      return [show(exit, text => text), Exit.isSuccess(exit) ? copy : self] as const
    }
    const outcome = yield* at(new Date(world.millis).toISOString())(perform(command, world, self, position))
    const { position: reached } = yield* self.head
    return [`${outcome} head ${reached}`, self] as const
  })

const after = (command: Command, world: World, oracle: Service, journal: Service): World => ({
  oracle,
  journal,
  millis: command._tag === "clock" ? world.millis + command.millis : world.millis,
  sent: command._tag === "append" ? [...world.sent, batchOf(command, Position.make(0))] : world.sent
})

const perform = (
  command: Exclude<Command, { readonly _tag: "copy" }>,
  world: World,
  self: Service,
  head: Position
): Effect.Effect<string> => {
  switch (command._tag) {
    case "append":
      return told(self.append(batchOf(command, head)), receiptOf)
    case "repeat": {
      const batch = world.sent[command.which % Math.max(1, world.sent.length)]
      return batch === undefined ? Effect.succeed("nothing sent") : told(self.append(changed(batch, command.change)), receiptOf)
    }
    case "read":
      return told(Stream.runCollect(self.read(queryOf(command.query, head))), records => records.map(recordOf))
    case "known":
      return told(Stream.runCollect(self.read({ upTo: back(head, command.back) })), records => {
        const { entries, retracted, dangling, corrections, unread } = Known.at(records, "latest")
        return { entries: entries.map(({ position, fact }) => [position, fact]), retracted, dangling, corrections, unread }
      })
    case "erase":
      if (!world.journal.capabilities.erase || !world.oracle.capabilities.erase) return Effect.succeed("")
      return told(
        self.erase(MemberId.make(command.member), {
          operation: operationOf(command.operation),
          on: PlainDate.make(command.on),
          recordedBy: "clerk-2",
          basis: "request-1"
        }),
        receiptOf
      )
    case "clock":
      return Effect.succeed("")
  }
}

const told = <A>(effect: Effect.Effect<A, unknown>, project: (value: A) => unknown): Effect.Effect<string> =>
  Effect.map(Effect.exit(effect), exit => show(exit, project))

const show = <A>(exit: Exit.Exit<A, unknown>, project: (value: A) => unknown): string => {
  if (Exit.isSuccess(exit)) return Journal.canonical(project(exit.value))
  const error: unknown = Cause.squash(exit.cause)
  if (!(error instanceof Journal.JournalError)) return Exit.hasFails(exit) ? "another kind of error" : "a defect"
  const { reason } = error
  return Journal.canonical(reason._tag === "Conflict" ? { ...reason, tags: [...reason.tags].sort() } : reason)
}

/** All records, after their chain was checked. */
const whole = (journal: Service): Effect.Effect<string> =>
  told(
    Effect.gen(function* () {
      const head = yield* Verify.all(journal.read({}), { known: [yield* journal.head] })
      return [head.position, (yield* Stream.runCollect(journal.read({}))).map(recordOf)]
    }),
    value => value
  )

/** What must be equal in both: salts are each journal's own, and so are the commitments and digests that hang on them. */
const recordOf = ({ position, recordedAt, recordedBy, operation, source, fact, personal }: Journal.Recorded) => ({
  ...{ position, recordedAt, recordedBy, operation, source, fact },
  personal: personal === undefined ? "none" : [personal.of, personal.salt === undefined ? "erased" : "whole"]
})

const receiptOf = ({ operation, first, last, head, repeated }: Journal.Receipt) => [operation, first, last, head.position, repeated]

const operationOf = (number: number): OperationId => OperationId.make(`op-${number}`)

const back = (head: Position, by: number): Position => Position.make(Math.max(0, head - by))

const batchOf = ({ operation, facts, expecting }: Extract<Command, { readonly _tag: "append" }>, head: Position): Journal.Batch => ({
  operation: operationOf(operation),
  facts,
  source: `source ${operation}`,
  recordedBy: "clerk-1",
  ...(expecting === undefined ? {} : { expecting: { tags: expecting.tags, since: back(head, expecting.back) } })
})

const queryOf = ({ afterBack, upToBack, kinds, tags, operations }: Asked, head: Position): Journal.Query => ({
  ...(afterBack === undefined ? {} : { after: back(head, afterBack) }),
  ...(upToBack === undefined ? {} : { upTo: back(head, upToBack) }),
  ...(kinds === undefined ? {} : { kinds }),
  ...(tags === undefined ? {} : { tags }),
  ...(operations === undefined ? {} : { operations: operations.map(operationOf) })
})

const changed = ({ expecting: _, ...batch }: Journal.Batch, change: Change): Journal.Batch => {
  const [first, ...rest] = batch.facts
  const additional: Fact.Fact = enrolled("m-9")
  switch (change) {
    case "none":
      return batch
    case "fact":
      return { ...batch, facts: [additional, ...rest] }
    case "order":
      return { ...batch, facts: [batch.facts.at(-1) ?? first, ...batch.facts.slice(0, -1)] }
    case "fewer":
      return { ...batch, facts: [first, ...rest.slice(0, -1)] }
    case "more":
      return { ...batch, facts: [first, ...rest, additional] }
    case "source":
      return { ...batch, source: "elsewhere" }
    case "recorder":
      return { ...batch, recordedBy: "clerk-9" }
  }
}
