import { Fact, Journal } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Result, Schema } from "effect"
import { plainKinds } from "../src/fact/correction.ts"
import { define, redefine } from "../src/fact/kind.ts"
import { reader } from "../src/fact/reading.ts"
import { MemberId, Position } from "../src/Id.ts"
import { Given } from "../src/testing/index.ts"

/** In version 1 the hours stood as text, in version 2 as a number; version 3 keeps minutes, and has the place in the personal payload renamed. */
const trained = redefine(
  "member.trained",
  [
    ({ hours, ...rest }) => ({ ...rest, hours: Number(hours) }),
    ({ hours, personal, ...rest }) => ({
      ...rest,
      minutes: Number(hours) * 60,
      ...(typeof personal === "object" && personal !== null && "where" in personal ? { personal: { place: personal.where } } : {})
    })
  ],
  { vi: "bồi dưỡng", en: "member trained" },
  { member: MemberId, minutes: Schema.Int, personal: Schema.optionalKey(Schema.Struct({ place: Schema.String })) },
  fact => [`training:${fact.member}`],
  fact => (fact.minutes > 0 ? undefined : { path: ["minutes"], issue: "Expected some time" })
)
const corrected = define(
  "correction.made",
  { vi: "đính chính", en: "correction made" },
  { corrects: Position, replacement: trained.schema },
  () => []
)
const read = reader<unknown>([...plainKinds, corrected, trained])
const stored = (version: number, fields: object) => ({ kind: "member.trained", version, on: "2021-03-01", member: "m-1", ...fields })
const wanted = (fields: object = {}) => ({ kind: "member.trained", version: 3, on: "2021-03-01", member: "m-1", minutes: 120, ...fields })

describe("a kind of several versions", () => {
  it("is of the version after its last step", () => {
    const version: 3 = trained.version
    assert.strictEqual(version, 3)
  })
  it("is read in every one, with its payload and without", () => {
    assert.deepStrictEqual(Result.getOrThrow(read(stored(1, { hours: "2" }))), wanted())
    assert.deepStrictEqual(Result.getOrThrow(read(stored(2, { hours: 2 }))), wanted())
    assert.deepStrictEqual(Result.getOrThrow(read(stored(3, { minutes: 120 }))), wanted())
    assert.deepStrictEqual(
      Result.getOrThrow(read(stored(1, { hours: "2", personal: { where: "Đồng Đăng" } }))),
      wanted({ personal: { place: "Đồng Đăng" } })
    )
  })
  it("is read where a correction puts an old one in place", () => {
    const correction = { kind: "correction.made", version: 1, on: "2021-03-02", corrects: 1, replacement: stored(1, { hours: "2" }) }
    assert.deepStrictEqual(Result.getOrThrow(read(correction)), { ...correction, replacement: wanted() })
    const later = read({ ...correction, replacement: stored(4, {}) })
    assert.isTrue(Result.isSuccess(later) && later.success instanceof Fact.Unread)
  })
  it("is checked by the rules of its newest version", () => {
    const result = read(stored(1, { hours: "0" }))
    assert.isTrue(Result.isFailure(result))
    if (Result.isFailure(result)) assert.deepStrictEqual(result.failure.issues, [{ field: "minutes", problem: "Expected some time" }])
  })
  it("is kept unread where the version is no released one", () => {
    for (const version of [0, -1, 1.5, 4, 100]) {
      const result = Result.getOrThrow(read(stored(version, { hours: 2 })))
      assert.isTrue(result instanceof Fact.Unread && result.version === version, String(version))
    }
  })
})

describe("Journal.verify of a fact brought forward", () => {
  const decode = read as typeof Fact.decode
  const open = Journal.canonical(stored(1, { hours: "2" }))
  const [first] = Given.recorded([new Fact.Unread({ kind: "member.trained", version: 1, stored: JSON.parse(open) })])
  const fact = Result.getOrThrow(Journal.factOf({ open }, decode))
  const record = (change: Partial<Journal.Recorded>) => ({ ...first, fact, stored: { open }, ...change }) as Journal.Recorded
  it("rests on the texts that were written", () => {
    assert.isUndefined(Journal.verify(Journal.emptyHead, record({}), decode))
  })
  it("finds texts that are not those, and a fact that is not in them", () => {
    assert.isDefined(Journal.verify(Journal.emptyHead, record({ stored: { open: open.replace("2021", "2022") } }), decode))
    // sound: a fact of a kind that this test defines
    const other = { ...fact, minutes: 121 } as unknown as Fact.Fact
    assert.strictEqual(Journal.verify(Journal.emptyHead, record({ fact: other }), decode), "the fact is not the one that is kept")
    const { stored: _, ...bare } = record({})
    assert.isDefined(Journal.verify(Journal.emptyHead, bare, decode))
  })
})
