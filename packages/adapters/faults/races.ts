/**
 * Several writers who all want what only one may have: three processes at a SQLite file, eight journals at a PostgreSQL server.
 */
import { spawn } from "node:child_process"
import { join } from "node:path"
import { createInterface } from "node:readline"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Journal } from "@chibo/core"
import { Effect, Layer, type Scope } from "effect"
import { bundle, folder } from "./child.ts"
import { cluster, journals, schema } from "./postgres.ts"
import { type Budget, goesOn, type Harness, part, type Row, row } from "./row.ts"
import { attempt, judge, type Outcome, type Rule, rules } from "./rules.ts"
import { early } from "./wrong.ts"

export const racesSqlite: Harness = {
  name: "races-sqlite",
  needs: [],
  short: 50,
  long: 10_000,
  run: budget =>
    Effect.gen(function* () {
      const script = yield* bundle("racer.ts")
      return yield* compared("sqlite", budget, (rule, which) => inFile(script, rule, which))
    })
}

export const racesPostgres: Harness = {
  name: "races-postgres",
  needs: ["postgres"],
  short: 20,
  long: 10_000,
  run: budget =>
    Effect.gen(function* () {
      const { url } = yield* cluster()
      return yield* compared("postgres", budget, (rule, which) => onServer(url, rule, which))
    })
}

// internal

type Which = "right" | "early"

/** A race course: all writers try for subjects from one to before another, at once; and what came of it in the end. */
interface Course {
  readonly race: (from: number, to: number) => Effect.Effect<ReadonlyArray<ReadonlyArray<Outcome>>, unknown>
  readonly judged: (subjects: number) => ReturnType<typeof judge>
}

type Lay = (rule: Rule, which: Which) => Effect.Effect<Course, unknown, Scope.Scope>

/** Subjects that are raced for before all writers wait for each other: they drift apart. */
const stretch = 5

const compared = (target: string, budget: Budget, lay: Lay): Effect.Effect<ReadonlyArray<Row>, unknown> =>
  Effect.forEach(rules, (rule, index) =>
    Effect.gen(function* () {
      const began = Date.now()
      // each rule has its share of the time that is left
      const until = began + (budget.until - began) / (rules.length - index)
      const control = yield* Effect.scoped(raced(lay, rule, "early", part(budget, 0.01, target === "sqlite" ? 60 : 30)))
      const { count, struck, violations, lost, failed } = yield* Effect.scoped(raced(lay, rule, "right", { ...budget, until }))
      return row(began, { fault: rule.name, target, count, struck, lost, violations: violations + failed, control: control.violations })
    })
  )

/** `struck` counts the races in which a writer was refused as another had been first. */
const raced = (lay: Lay, rule: Rule, which: Which, budget: Budget) =>
  Effect.gen(function* () {
    const { race, judged } = yield* lay(rule, which)
    let [count, struck, failed] = [0, 0, 0]
    while (goesOn(budget, count)) {
      const to = Math.min(budget.count, count + stretch)
      const outcomes = yield* race(count, to)
      for (let index = 0; index < to - count; index++) if (outcomes.some(writer => writer[index] === "conflict")) struck++
      failed += outcomes.flat().filter(outcome => outcome === "failed").length
      count = to
    }
    return { ...(yield* judged(count)), count, struck, failed }
  })

const inFile = (script: string, rule: Rule, which: Which): Effect.Effect<Course, never, Scope.Scope> =>
  Effect.gen(function* () {
    const filename = join(yield* folder, "journal.sqlite")
    const racers = yield* Effect.all(
      Array.from({ length: 3 }, (_, writer) => racer([script, filename, String(writer), rule.name, which])),
      { concurrency: "unbounded" }
    )
    return {
      race: (from, to) =>
        Effect.all(
          racers.map(ask => ask(`${from} ${to}`)),
          { concurrency: "unbounded" }
        ),
      judged: subjects =>
        Effect.service(Journal.Journal).pipe(
          Effect.flatMap(journal => judge(journal, rule, subjects)),
          Effect.provide(Layer.fresh(Sqlite.layer({ filename })))
        )
    }
  })

/** A process that answers a line with a line. */
const racer = (options: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const child = yield* Effect.acquireRelease(
      Effect.sync(() => spawn(process.execPath, options, { stdio: ["pipe", "pipe", "inherit"] })),
      one => Effect.sync(() => one.kill("SIGKILL"))
    )
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const answer = Effect.promise(() => lines.next()).pipe(
      Effect.flatMap(({ value, done }) => (done === true ? Effect.die(new Error("a racer ended")) : Effect.succeed(String(value))))
    )
    yield* answer
    return (line: string) =>
      Effect.map(
        Effect.andThen(
          Effect.sync(() => child.stdin.write(`${line}\n`)),
          answer
        ),
        // sound: it is what racers answer with
        text => text.split(" ") as ReadonlyArray<Outcome>
      )
  })

const onServer = (url: string, rule: Rule, which: Which): Effect.Effect<Course, Journal.JournalError, Scope.Scope> =>
  Effect.gen(function* () {
    const writers = yield* journals(url, schema(), 8)
    return {
      race: (from, to) =>
        Effect.all(
          writers.map((journal, writer) =>
            Effect.forEach(
              Array.from({ length: to - from }, (_, index) => from + index),
              subject => attempt(which === "early" ? early(journal) : journal, rule, subject, writer)
            )
          ),
          { concurrency: "unbounded" }
        ),
      judged: subjects => {
        const [journal] = writers
        return journal === undefined ? Effect.succeed({ violations: 0, lost: 0 }) : judge(journal, rule, subjects)
      }
    }
  })
