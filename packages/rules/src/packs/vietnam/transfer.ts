/** Official transfers: two windows in working days, who issues the letter, and whose transfer this is not about. Temporary ones stand in `transfer-temporary.ts`. */
import { Period } from "@chibo/core"
import { type Citation, cite, type Sureness, type Text, type Wording } from "../../Citation.ts"
import * as Clause from "../../Clause.ts"
import * as Dated from "../../Dated.ts"
import * as Expression from "../../Expression.ts"
import type { Measure } from "../../Measure.ts"
import { parameter } from "../../RulePack.ts"
import * as m from "./measures.ts"
import { transferDeadline } from "./questions-membership.ts"
import * as texts from "./texts.ts"

const workingDays = { vi: "ngày làm việc", en: "working days" }

/** From the effective day of the decision, or the day on which the residence changed. */
const window = parameter(
  "integer",
  "vn.transfer.window",
  { vi: "thời hạn hoàn thành thủ tục", en: "time for the formalities" },
  workingDays,
  [
    Dated.known(60, "2016-07-25", "2021-07-30", cite(texts.r29, "6.3.1", "quoted")),
    Dated.known(60, "2021-07-30", "2025-01-20", cite(texts.r24, "6.3.1", "quoted")),
    Dated.known(60, "2025-01-20", "2025-07-01", cite(texts.r232, "6.3.1", "recalled")),
    Dated.known(60, "2025-07-01", "2026-04-08", cite(texts.r294, "6.3.1", "quoted")),
    Dated.unread(texts.r20, "2026-04-08", "2026-07-26"),
    Dated.disputed(
      "2026-07-26",
      undefined,
      { value: 30, cites: [cite(texts.r208, "6.3.1", "conflicting")] },
      { value: 60, cites: [cite(texts.r208, "6.3.1", "conflicting")] }
    )
  ],
  { stricter: "lower" }
)

/** The day to be reminded of where sources dispute the window: the earliest of those they give, so that nobody is late by any of them. */
const earliest = parameter(
  "integer",
  "vn.transfer.earliest-window",
  { vi: "thời hạn sớm nhất mà các nguồn nêu", en: "earliest window that a source gives" },
  workingDays,
  [Dated.known(30, "2026-07-26", undefined, cite(texts.r208, "6.3.1", "inferred"))]
)

/** From the day of the letter; read on that day. */
const presentation = parameter(
  "integer",
  "vn.transfer.presentation",
  { vi: "thời hạn nộp giấy giới thiệu", en: "time for presenting the letter" },
  workingDays,
  [
    Dated.known(30, "2016-07-25", "2021-07-30", cite(texts.r29, "6.3.1", "reported")),
    Dated.known(30, "2021-07-30", "2025-01-20", cite(texts.r24, "6.3.1", "quoted")),
    Dated.known(30, "2025-01-20", "2025-07-01", cite(texts.r232, "6.3.1", "recalled")),
    Dated.known(30, "2025-07-01", "2026-04-08", cite(texts.r294, "6.3.1", "quoted")),
    Dated.unread(texts.r20, "2026-04-08", "2026-07-26"),
    Dated.known(30, "2026-07-26", undefined, cite(texts.r208, "6.3.1", "reported"))
  ],
  { stricter: "lower" }
)

const route = (...routes: ReadonlyArray<string>) => Expression.oneOf(m.transferRoute, ...routes)
const fromDistrict = Expression.all(Expression.ge(m.transferLetterOn, "2025-07-01"), Expression.is(m.transferIssuer, "district"))

const due = Expression.addWorkingDays(m.transferTriggeredOn, window)
const presentBy = Expression.addWorkingDays(m.transferLetterOn, Expression.on(presentation, m.transferLetterOn))
const late = Expression.gt(m.transferFormalitiesDay, due)
const presentedLate = Expression.not(
  Expression.any(
    Expression.le(m.transferPresentationDay, presentBy),
    Expression.all(m.transferReceived, Expression.le(m.transferFormalitiesDay, presentBy))
  )
)
const official = (...more: ReadonlyArray<Expression.Expression<"boolean"> | Measure<"boolean">>) =>
  Expression.all(route("official"), Expression.not(fromDistrict), ...more)
const open = Expression.not(m.transferReceived)

const destination = { vi: "chi ủy nơi đến và đảng viên", en: "the receiving cell's committee and the member" }
const atFault = { vi: "đảng viên hoặc tổ chức để quá hạn", en: "the member or the organisation at fault" }
const complete: Wording = { vi: "hoàn thành thủ tục chuyển sinh hoạt đảng", en: "complete the formalities of the transfer" }
const report: Wording = {
  vi: "báo cáo lý do quá hạn để cấp ủy có thẩm quyền xem xét, và hoàn thành thủ tục",
  en: "report the reason so that the competent committee can consider it, and complete the formalities"
}

interface Regime {
  readonly name: string
  readonly from: string
  readonly until?: string
  readonly text: Text
  readonly sure: Sureness
  /** How sure it is that whoever is late must report the reason; absent where nothing was read on it. */
  readonly reason?: Sureness
  /** The last day for the formalities, where it is not the day by which lateness is judged. */
  readonly shown?: Expression.Expression<"day">
}

const regimes: ReadonlyArray<Regime> = [
  { name: "2016", from: "2016-07-25", until: "2021-07-30", text: texts.r29, sure: "quoted" },
  { name: "2021", from: "2021-07-30", until: "2025-01-20", text: texts.r24, sure: "quoted", reason: "quoted" },
  { name: "2025-january", from: "2025-01-20", until: "2025-07-01", text: texts.r232, sure: "recalled", reason: "recalled" },
  { name: "2025-july", from: "2025-07-01", until: "2026-04-08", text: texts.r294, sure: "quoted", reason: "reported" },
  {
    name: "2026",
    from: "2026-07-26",
    text: texts.r208,
    sure: "conflicting",
    shown: Expression.addWorkingDays(m.transferTriggeredOn, earliest)
  }
]

const ofRegime = ({ name, from, until, text, sure, reason, shown = due }: Regime): ReadonlyArray<Clause.General> => {
  const common = { question: transferDeadline, inForce: Period.make(from, until) }
  const cites: readonly [Citation] = [cite(text, "6.3.1", sure)]
  const overdue = (id: string) => ({
    id,
    who: reason === undefined ? destination : atFault,
    what: reason === undefined ? complete : report,
    closedBy: "transfer.received"
  })
  const lateCites: readonly [Citation, ...ReadonlyArray<Citation>] =
    reason === undefined || reason === sure ? cites : [...cites, cite(text, "6.3.1 (quá hạn)", reason)]
  return [
    Clause.general({
      ...common,
      id: `vn.transfer.in-time-${name}`,
      wording: {
        vi: "Thủ tục hoàn thành trong thời hạn kể từ ngày quyết định có hiệu lực hoặc thay đổi nơi cư trú; giấy giới thiệu nộp trong thời hạn kể từ ngày cấp",
        en: "The formalities are completed within their time from the effective day or the change of residence; the letter is presented within its time from its day"
      },
      when: official(open, Expression.not(late), Expression.not(presentedLate)),
      then: {
        outcome: "in-time",
        values: { due: shown, "present-by": presentBy },
        task: { id: "vn.transfer.complete", who: destination, what: complete, due: shown, closedBy: "transfer.received" }
      },
      cites
    }),
    Clause.general({
      ...common,
      id: `vn.transfer.completed-${name}`,
      wording: { vi: "Đã nộp giấy giới thiệu và hoàn thành thủ tục trong thời hạn", en: "Presented and completed within the time" },
      when: official(m.transferReceived, Expression.not(late), Expression.not(presentedLate)),
      then: { outcome: "completed" },
      cites
    }),
    Clause.general({
      ...common,
      id: `vn.transfer.completed-late-${name}`,
      wording: { vi: "Đã hoàn thành thủ tục nhưng quá một trong hai thời hạn", en: "Completed, but past one of the two windows" },
      when: official(m.transferReceived, Expression.any(late, presentedLate)),
      then: { outcome: "completed-late" },
      cites
    }),
    Clause.general({
      ...common,
      id: `vn.transfer.presentation-late-${name}`,
      wording: {
        vi: "Quá thời hạn nộp giấy giới thiệu cho chi ủy nơi đến",
        en: "The letter was not presented in time to the receiving cell"
      },
      when: official(open, Expression.not(late), presentedLate),
      then: {
        outcome: "presentation-late",
        values: { due: shown, "present-by": presentBy },
        task: { ...overdue("vn.transfer.presentation-overdue"), due: shown }
      },
      cites: lateCites
    }),
    Clause.general({
      ...common,
      id: `vn.transfer.formalities-late-${name}`,
      wording: { vi: "Quá thời hạn hoàn thành thủ tục", en: "The formalities were not completed in time" },
      when: official(open, late),
      then: { outcome: "formalities-late", values: { due: shown }, task: { ...overdue("vn.transfer.formalities-overdue"), due: shown } },
      cites: lateCites
    })
  ]
}

const notRead = (
  id: string,
  text: Text,
  from: string,
  until: string | undefined,
  vi: string,
  en: string,
  ...routes: ReadonlyArray<string>
) =>
  Clause.unread({
    id,
    question: transferDeadline,
    inForce: Period.make(from, until),
    when: route(...routes),
    text,
    wording: { vi, en }
  })
const within = ["Chuyển nội bộ trong một đảng bộ cơ sở: chưa đọc được thời hạn", "Within one base: no time limit has been read"] as const

export const parameters = [window, earliest, presentation]
export const clauses = [
  Clause.scope({
    id: "vn.transfer.collective",
    question: transferDeadline,
    inForce: Period.make("2017-06-05"),
    wording: {
      vi: "Chuyển sinh hoạt đảng tập thể theo biên bản và danh sách: không cấp giấy giới thiệu từng người",
      en: "A collective transfer by minutes and list: nobody carries a letter"
    },
    when: route("collective"),
    cites: [cite(texts.handover2017, "", "quoted")]
  }),
  notRead(
    "vn.transfer.2011",
    texts.r45,
    "2011-11-01",
    "2016-07-25",
    "Thời hạn chuyển sinh hoạt theo 45-QĐ/TW chưa được đọc",
    "The windows of 45-QĐ/TW have not been read",
    "official",
    "temporary",
    "collective"
  ),
  notRead(
    "vn.transfer.collective-2016",
    texts.r29,
    "2016-07-25",
    "2017-06-05",
    "Chuyển sinh hoạt đảng tập thể trước 09-HD/BTCTW chưa được đọc",
    "What was said of collective transfers before 09-HD/BTCTW has not been read",
    "collective"
  ),
  ...regimes.flatMap(ofRegime),
  notRead(
    "vn.transfer.2026-april",
    texts.r20,
    "2026-04-08",
    "2026-07-26",
    "Thời hạn chuyển sinh hoạt theo 20-QĐ/TW chưa được đọc",
    "The windows of 20-QĐ/TW have not been read",
    "official",
    "temporary"
  ),
  Clause.general({
    id: "vn.transfer.issuer",
    question: transferDeadline,
    inForce: Period.make("2016-07-25"),
    wording: {
      vi: "Từ 01/7/2025 không còn cấp huyện: giấy giới thiệu do cấp ủy cấp trên trực tiếp của tổ chức cơ sở đảng cấp (đảng bộ cơ sở trực thuộc tỉnh ủy: ban tổ chức tỉnh ủy)",
      en: "From 1 July 2025 there is no district level: the letter comes from the superior of the base (for a base directly under the province, from its Organisation Commission)"
    },
    when: Expression.all(route("official"), fromDistrict),
    then: {
      outcome: "issuer-invalid",
      task: {
        id: "vn.transfer.new-letter",
        who: { vi: "tổ chức đảng nơi đi", en: "the organisation that the member leaves" },
        what: { vi: "đề nghị cấp lại giấy giới thiệu đúng cơ quan có thẩm quyền", en: "ask the competent body for a new letter" },
        closedBy: "transfer.letter-issued"
      }
    },
    cites: [cite(texts.r294, "6.3.1", "quoted"), cite(texts.districtsEnd, "", "quoted")]
  }),
  notRead("vn.transfer.internal-2012", texts.op2012, "2012-05-17", "2022-01-18", ...within, "internal"),
  notRead("vn.transfer.internal-2022", texts.op2022, "2022-01-18", "2025-09-29", ...within, "internal"),
  notRead("vn.transfer.internal-2025", texts.op2025, "2025-09-29", undefined, ...within, "internal"),
  notRead(
    "vn.transfer.abroad",
    texts.abroad,
    "2016-07-25",
    undefined,
    "Đảng viên ra ngoài nước theo 86-QĐ/TW và hướng dẫn riêng, chưa được đọc",
    "Members abroad come under 86-QĐ/TW and its guidance, which have not been read",
    "abroad"
  )
]
