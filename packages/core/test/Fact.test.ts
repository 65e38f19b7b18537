import { Fact, Id } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Result, Schema } from "effect"
import { Generate } from "../src/testing/index.ts"

const issues = (input: unknown) => {
  const read = Fact.parse(input)
  return Result.isFailure(read) ? read.failure.issues.map(issue => issue.field) : "accepted"
}

describe("Fact", () => {
  it("has a sample, tags and labels for every kind, and no kind twice", () => {
    const labels = new Set<string>()
    for (const { kind } of Fact.kinds) {
      const sample = Generate.sample(kind)
      assert.deepStrictEqual(Result.getOrThrow(Fact.decode(JSON.parse(JSON.stringify(sample)))), sample)
      assert.isAbove(Fact.tags(sample).length, 0, kind)
      labels.add(Fact.label(kind).vi)
      assert.notStrictEqual(Fact.label(kind).en, kind)
    }
    assert.isAbove(Fact.kinds.length, 60)
    assert.strictEqual(new Set(Fact.kinds.map(each => each.kind)).size, Fact.kinds.length)
    assert.isAbove(labels.size, Fact.kinds.length - 3)
  })

  it("names the field that is wrong, for each way a single fact can be wrong", () => {
    const granted = { kind: "exemption.granted", version: 1, on: "2021-03-03", member: "m", exemption: "e", by: "u", from: "2021-01-01" }
    assert.strictEqual(issues({ ...granted, until: "2021-01-02" }), "accepted")
    assert.deepStrictEqual(issues({ ...granted, until: "2021-01-01" }), ["until"])
    assert.deepStrictEqual(issues({ ...granted, until: "2020-01-01" }), ["until"])
    assert.deepStrictEqual(issues({ ...granted, on: "2021-02-31" }), ["on"])
    assert.sameMembers([...issues({ ...granted, by: undefined, member: "" })], ["by", "member"])
    assert.deepStrictEqual(issues({ ...granted, surprise: 1 }), ["surprise"])
    assert.deepStrictEqual(issues({ ...granted, version: "1" }), ["kind"])
    assert.deepStrictEqual(issues(null), ["kind"])
    assert.deepStrictEqual(
      issues({ kind: "ballot.held", version: 1, on: "2021-03-03", ballot: "b", unit: "u", question: "admission", base: 3, yes: 3, no: 1 }),
      ["base"]
    )
    const attendance = { present: ["m-1"], excused: ["m-1"], absent: [] }
    assert.deepStrictEqual(
      issues({ kind: "meeting.held", version: 1, on: "2021-03-03", meeting: "h", unit: "u", form: "regular", attendance }),
      ["attendance"]
    )
    assert.deepStrictEqual(
      issues({
        kind: "border.assigned",
        version: 1,
        on: "2021-03-03",
        assignment: "a",
        member: "m",
        post: "p",
        cell: "p",
        link: "attends"
      }),
      ["cell"]
    )
    assert.deepStrictEqual(
      issues({ kind: "evaluation.decided", version: 1, on: "2021-12-31", year: 2021, regime: "EV2019", grade: "good", by: "u" }),
      ["member"]
    )
  })

  it("takes the end of temporary activity from any place", () => {
    const received = { kind: "transfer.received", version: 1, on: "2021-03-03", transfer: "t", member: "m", route: "temporary", to: "z-2" }
    assert.strictEqual(issues({ ...received, from: "z-1", until: "2021-09-03" }), "accepted")
    assert.strictEqual(issues({ ...received, from: "outside", until: "2021-09-03" }), "accepted")
    assert.deepStrictEqual(issues({ ...received, from: "z-1", until: "2021-03-03" }), ["until"])
  })

  it("repeats no value in an error", () => {
    const read = Fact.parse({
      kind: "member.details-changed",
      version: 1,
      on: "2021-01-01",
      member: "m",
      personal: { fullName: "", citizenNumber: "12345CANARY" }
    })
    assert.isTrue(Result.isFailure(read))
    if (Result.isFailure(read)) {
      assert.notInclude(read.failure.message, "CANARY")
      assert.deepStrictEqual(read.failure.issues.map(issue => issue.field).sort(), ["personal.citizenNumber", "personal.fullName"])
    }
  })

  it("keeps what it does not know", () => {
    for (const stored of [
      { kind: "member.levitated", version: 1, on: "2021-01-01" },
      { kind: "member.died", version: 2, on: "2021-01-01", member: "m", cause: "?" },
      {
        kind: "correction.made",
        version: 1,
        on: "2021-01-01",
        corrects: 1,
        replacement: { kind: "member.levitated", version: 1, on: "2021-01-01" }
      }
    ]) {
      const read = Result.getOrThrow(Fact.decode(stored))
      assert.instanceOf(read, Fact.Unread)
      if (read instanceof Fact.Unread) assert.strictEqual(read.stored, stored)
      assert.isTrue(Result.isFailure(Fact.parse(stored)))
    }
  })

  it("splits the personal payload off wherever it stands, and joins it again", () => {
    for (const { kind } of Fact.kinds) {
      const fact = Generate.sample(kind)
      const { open, personal } = Fact.split(fact)
      assert.notInclude(JSON.stringify(open), '"personal"')
      assert.deepStrictEqual(personal === undefined ? open : Fact.join(open, personal.payload), fact)
    }
  })

  it("gives ids that say nothing but which one", () => {
    const isId = Schema.is(Id.MemberId)
    for (const good of ["m-1", "M1", "cl-xl-01", "06184", "a.b:c/d_e", "đv1"]) assert.isTrue(isId(good), good)
    for (const bad of ["", " m", "m ", "m 1", "-m", "m-", "x".repeat(65), "a\u0301", "outside", "m\n1"]) assert.isFalse(isId(bad), bad)
  })
})
