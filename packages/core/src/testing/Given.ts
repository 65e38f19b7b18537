/**
 * Records for tests, as a journal would have made them of facts.
 *
 * @since 0.1.0
 */
import * as Fact from "../fact/Fact.ts"
import { OperationId, Position } from "../Id.ts"
import * as Journal from "../Journal.ts"

/**
 * Facts as recorded one after the other, with digests that chain. `startAt` is the first position (1), and `before` the digest that it
 * chains from; `recordedAt` is the moment of the first record, each next one a millisecond later.
 *
 * @example
 * Given.recorded([Fact.make({ kind: "member.died", on: "2021-03-01", member: "m-1" })])[0]?.position // => 1
 * @since 0.1.0
 */
export const recorded = (
  facts: ReadonlyArray<Fact.Fact | Fact.Unread>,
  options: { readonly startAt?: number; readonly recordedAt?: string; readonly before?: Journal.Digest } = {}
): ReadonlyArray<Journal.Recorded> => {
  const first = options.startAt ?? 1
  const start = Date.parse(options.recordedAt ?? "2026-01-01T00:00:00.000Z")
  const records: Array<Journal.Recorded> = []
  let before = options.before ?? Journal.emptyHead.digest
  facts.forEach((fact, index) => {
    const parts: ReturnType<typeof Fact.split> = fact instanceof Fact.Unread ? { open: fact.stored } : Fact.split(fact)
    const record = {
      position: Position.make(first + index),
      recordedAt: Journal.Instant.make(new Date(start + index).toISOString()),
      recordedBy: "given",
      operation: OperationId.make(`given-${first + index}`),
      source: "given"
    }
    const salt = `salt-${first + index}`
    const commitment = parts.personal === undefined ? undefined : Journal.commit(salt, Journal.canonical(parts.personal.payload))
    const digest = Journal.chain(before, { ...record, open: Journal.canonical(parts.open), commitment })
    const personal =
      parts.personal === undefined || commitment === undefined ? {} : { personal: { of: parts.personal.of, commitment, salt } }
    records.push({ ...record, fact, digest, ...personal })
    before = digest
  })
  return records
}
