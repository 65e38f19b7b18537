/**
 * What the national questions need and no kind of fact of its own says: facts of kind `other` in the namespace `vn`, each about a member.
 *
 * - `party-card`, data `{ state: "held" | "returned" | "destroyed" }`: what a check of the card found, or what became of it.
 * - `transfer-purpose`, data `{ transfer, study: boolean }`: whether a temporary transfer is for full-time study in the country.
 * - `transfer-notice`, data `{ transfer }`: the notice slip (*phiếu báo*) of a transfer was sent.
 * - `transfer-contact`, data `{ transfer, goodReason: boolean }`: the member was asked why nothing was handed in.
 * - `admission-decision-received`, data `{}`: the cell received the decision to admit.
 *
 * Where none is recorded the value is not known.
 */
import { type Fact, type Known, Register } from "@chibo/core"
import type { Asked } from "../../Measure.ts"

type Name = "party-card" | "transfer-purpose" | "transfer-notice" | "transfer-contact" | "admission-decision-received"

/** The latest of a member up to the day asked about; with `transfer`, of that transfer. */
export const latest = (
  asked: Pick<Asked, "register" | "on">,
  name: Name,
  member: string,
  transfer?: string
): Known.Entry<Fact.Of<"other">> | undefined =>
  Register.others(asked.register, "vn", name).findLast(
    ({ fact }) => fact.member === member && fact.on <= asked.on && (transfer === undefined || fact.data.transfer === transfer)
  )
