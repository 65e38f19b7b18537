/**
 * The identities of things: opaque texts, one brand each, so that a member's id cannot stand where a unit's belongs.
 *
 * An id is 1 to 64 characters: letters, digits, and `. _ : / -` inside. It must say nothing about a person: it appears in logs, errors and
 * digests, where a name or an identity number may not.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"

const id = Schema.String.check(
  Schema.makeFilter((text: string) =>
    /^[\p{L}\p{N}](?:[\p{L}\p{N}._:/-]{0,62}[\p{L}\p{N}])?$/u.test(text) && text === text.normalize("NFC")
      ? text !== "outside" || "`outside` is reserved for what lies outside the recorded organisation"
      : "Expected an id: 1 to 64 letters, digits and . _ : / - inside, in Unicode form NFC"
  )
)

/**
 * Where a member goes to or comes from, when it is no unit of the recorded organisation.
 *
 * @since 0.1.0
 */
export const outside = "outside"

/** A person, member or former member. */
export const MemberId = id.pipe(Schema.brand("MemberId"))
export type MemberId = typeof MemberId.Type

/** An organisation of any kind, from the centre to a party group, and the border posts. */
export const UnitId = id.pipe(Schema.brand("UnitId"))
export type UnitId = typeof UnitId.Type

/** A regulation, decision or letter. */
export const InstrumentId = id.pipe(Schema.brand("InstrumentId"))
export type InstrumentId = typeof InstrumentId.Type

/** One meeting. */
export const MeetingId = id.pipe(Schema.brand("MeetingId"))
export type MeetingId = typeof MeetingId.Type

/** One exemption, from its request to the return. */
export const ExemptionId = id.pipe(Schema.brand("ExemptionId"))
export type ExemptionId = typeof ExemptionId.Type

/** One transfer, from its letter to its reception. */
export const TransferId = id.pipe(Schema.brand("TransferId"))
export type TransferId = typeof TransferId.Type

/** One assignment of a member to a cell or to households. */
export const AssignmentId = id.pipe(Schema.brand("AssignmentId"))
export type AssignmentId = typeof AssignmentId.Type

/** One ballot. */
export const BallotId = id.pipe(Schema.brand("BallotId"))
export type BallotId = typeof BallotId.Type

/** One inspection or supervision. */
export const InspectionId = id.pipe(Schema.brand("InspectionId"))
export type InspectionId = typeof InspectionId.Type

/** One finding of an inspection. */
export const FindingId = id.pipe(Schema.brand("FindingId"))
export type FindingId = typeof FindingId.Type

/** One act of recording, chosen by the caller: the same id with the same content is the same act, however often it is sent. */
export const OperationId = id.pipe(Schema.brand("OperationId"))
export type OperationId = typeof OperationId.Type

/** The place of a fact in a journal: 1 for the first, without gaps. */
export const Position = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).pipe(Schema.brand("Position"))
export type Position = typeof Position.Type
