/** A temporary exemption is granted for a term: when an extension is to be asked for. */
import { Period } from "@chibo/core"
import { cite } from "../../Citation.ts"
import * as Clause from "../../Clause.ts"
import * as Dated from "../../Dated.ts"
import * as Expression from "../../Expression.ts"
import { parameter } from "../../RulePack.ts"
import * as m from "./measures.ts"
import { exemptionRenewal } from "./questions.ts"
import * as texts from "./texts.ts"

/** As a temporary exemption is shorter than twelve months, none runs that long without being asked for again. Whether, and how often, is left to places. */
const inferred = cite(texts.g2021, "10.3", "inferred")
const renewalMonths = parameter(
  "integer",
  "vn.exemption.renewal-months",
  { vi: "đề nghị gia hạn miễn có thời hạn, chậm nhất sau", en: "an extension of a temporary exemption is to be asked for after" },
  { vi: "tháng", en: "months" },
  [
    Dated.known(12, "2021-09-28", "2025-06-09", inferred),
    Dated.unread(texts.g2025, "2025-06-09", "2026-05-19"),
    Dated.unread(texts.g2026, "2026-05-19")
  ],
  { stricter: "lower", lowerUnits: ["tighten"] }
)

const inTerm = Expression.lt(m.monthsInTerm, renewalMonths)
const inForce = Period.make("2021-09-28")

const notAsked = Clause.scope({
  id: "vn.renewal.nothing-to-renew",
  question: exemptionRenewal,
  inForce,
  wording: {
    vi: "Chỉ xét miễn có thời hạn đang có hiệu lực; đảng viên tuổi cao, sức yếu không phải đề nghị gia hạn",
    en: "Asked of temporary exemptions in force only; the old and the weak need not ask again"
  },
  when: Expression.any(
    Expression.not(m.exemptionGranted),
    Expression.not(m.exemptionInForce),
    Expression.not(Expression.is(m.exemptionType, "temporary"))
  ),
  cites: [inferred]
})

const within = Clause.general({
  id: "vn.renewal.in-term",
  question: exemptionRenewal,
  inForce,
  wording: { vi: "Còn trong thời gian của một lần cho miễn", en: "Still within the time of one grant" },
  when: inTerm,
  then: { outcome: "in-term" },
  cites: [inferred]
})

const due = Clause.general({
  id: "vn.renewal.due",
  question: exemptionRenewal,
  inForce,
  wording: {
    vi: "Đủ thời gian của một lần cho miễn mà chưa được gia hạn: đảng viên đề nghị gia hạn hoặc trở lại sinh hoạt",
    en: "The time of one grant has passed without an extension: the member asks for one, or returns"
  },
  when: Expression.not(inTerm),
  then: {
    outcome: "renewal-due",
    task: {
      id: "vn.ask-for-extension",
      who: { vi: "bí thư chi bộ", en: "the cell's secretary" },
      what: {
        vi: "nhắc đảng viên đề nghị gia hạn miễn hoặc trở lại sinh hoạt",
        en: "remind the member to ask for an extension, or to return"
      },
      due: Expression.addMonths(m.termFrom, renewalMonths),
      closedBy: "exemption.extended"
    }
  },
  cites: [inferred]
})

export const parameters = [renewalMonths]
export const clauses = [notAsked, within, due]
