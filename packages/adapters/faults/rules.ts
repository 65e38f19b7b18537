/**
 * Rules that several writers at once could break: each lets something be once for each subject.
 */
import { Fact, Id, type Journal } from "@chibo/core"
import { Effect, Result, Stream } from "effect"

// model

/** `facts` is what a writer records of a subject, `tag` what it expects unchanged, `held` the subject of a fact that may be there once. */
export interface Rule {
  readonly name: string
  readonly facts: (subject: number, writer: number) => readonly [Fact.Fact, ...ReadonlyArray<Fact.Fact>]
  readonly tag: (subject: number) => Fact.Tag
  readonly held: (fact: Fact.Fact) => string | undefined
}

type Service = Journal.Journal["Service"]

const on = "2021-03-01"
const home = "u-home"

export const rules: ReadonlyArray<Rule> = [
  {
    name: "one membership at a time",
    facts: (subject, writer) => [Fact.make({ kind: "member.enrolled", on, member: `m-${subject}`, cell: `u-${writer}` })],
    tag: subject => `membership:m-${subject}`,
    held: fact => (fact.kind === "member.enrolled" ? fact.member : undefined)
  },
  {
    name: "one secretary a cell",
    facts: (subject, writer) => [Fact.make({ kind: "office.held", on, member: `m-${writer}`, unit: `u-${subject}`, office: "secretary" })],
    tag: subject => `secretary:u-${subject}`,
    held: fact => (fact.kind === "office.held" ? fact.unit : undefined)
  },
  {
    name: "one decision a request",
    facts: (subject, writer) => {
      const request = { on, exemption: `e-${subject}`, member: `m-${subject}`, by: `u-${writer}` }
      return [
        writer % 2 === 0
          ? Fact.make({ ...request, kind: "exemption.refused" })
          : Fact.make({ ...request, kind: "exemption.granted", from: "2021-04-01" })
      ]
    },
    tag: subject => `exemption:e-${subject}`,
    held: fact => (fact.kind === "exemption.refused" || fact.kind === "exemption.granted" ? fact.exemption : undefined)
  },
  {
    name: "a transfer leaves one place and joins one",
    facts: (subject, writer) => {
      const transfer = { on, transfer: `t-${subject}-${writer}`, member: `m-${subject}`, from: home, to: `u-${writer}` }
      return [
        Fact.make({ ...transfer, kind: "transfer.letter-issued", route: "official" }),
        Fact.make({ ...transfer, kind: "transfer.received", route: "official" })
      ]
    },
    tag: subject => `membership:m-${subject}`,
    // once each
    held: fact => (fact.kind === "transfer.letter-issued" || fact.kind === "transfer.received" ? `${fact.kind} ${fact.member}` : undefined)
  }
]

// operations

/** What came of one writer's attempt: it was recorded, it was refused as another had been first, or it saw that it came late. */
export type Outcome = "recorded" | "conflict" | "late" | "failed"

/** Looks whether the subject is free, and records that it is taken if nothing changed since. */
export const attempt = (journal: Service, rule: Rule, subject: number, writer: number): Effect.Effect<Outcome, Journal.JournalError> =>
  Effect.gen(function* () {
    const tags = [rule.tag(subject)]
    const since = (yield* journal.head).position
    if ((yield* Stream.runCollect(journal.read({ tags }))).length > 0) return "late"
    const operation = Id.OperationId.make(`${subject}-${writer}`)
    const sent = {
      operation,
      source: "races",
      recordedBy: `clerk-${writer}`,
      facts: rule.facts(subject, writer),
      expecting: { tags, since }
    }
    const result = yield* Effect.result(journal.append(sent))
    if (Result.isSuccess(result)) return "recorded"
    return result.failure.reason._tag === "Conflict" ? "conflict" : "failed"
  })

/** Subjects that are held more than once, and subjects that nobody holds though each writer tried; transfers by halves. */
export const judge = (journal: Service, rule: Rule, subjects: number): Effect.Effect<Judgement, Journal.JournalError> =>
  Effect.map(Stream.runCollect(journal.read({})), records => {
    const held = new Map<string, number>()
    for (const { fact } of records) {
      const subject = fact instanceof Fact.Unread ? undefined : rule.held(fact)
      if (subject !== undefined) held.set(subject, (held.get(subject) ?? 0) + 1)
    }
    const each = rule.facts(0, 0).length
    return {
      violations: [...held.values()].filter(many => many > 1).length,
      lost: Math.max(0, subjects * each - held.size)
    }
  })

export interface Judgement {
  readonly violations: number
  readonly lost: number
}
