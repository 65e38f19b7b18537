/** Exemption from party work and activity: who may grant it, and what is to be watched while it lasts. */
import { Period } from "@chibo/core"
import { cite } from "../../Citation.ts"
import * as Clause from "../../Clause.ts"
import * as Dated from "../../Dated.ts"
import * as Expression from "../../Expression.ts"
import { parameter } from "../../RulePack.ts"
import * as m from "./measures.ts"
import { exemptionRequest, exemptionUpkeep } from "./questions.ts"
import * as texts from "./texts.ts"

/** Under twelve months by the guidance of 2021; what the later guidance says of it has not been read. */
const temporaryMonths = parameter(
  "integer",
  "vn.exemption.temporary-months",
  { vi: "thời gian miễn có thời hạn phải dưới", en: "a temporary exemption must be shorter than" },
  { vi: "tháng", en: "months" },
  [
    Dated.known(12, "2021-09-28", "2025-06-09", cite(texts.g2021, "10.3", "reported")),
    Dated.unread(texts.g2025, "2025-06-09", "2026-05-19"),
    Dated.unread(texts.g2026, "2026-05-19")
  ],
  { stricter: "lower", lowerUnits: ["tighten"] }
)

const temporary = Expression.is(m.exemptionType, "temporary")
const shortEnough = Expression.lt(m.endAsked, Expression.addMonths(m.startAsked, Expression.of(temporaryMonths)))

const oldOrWeak = Clause.general({
  id: "vn.exemption.old-or-weak",
  question: exemptionRequest,
  inForce: Period.make("2011-01-19"),
  wording: {
    vi: "Đảng viên tuổi cao, sức yếu: chi bộ xem xét, quyết định việc miễn; không có thời hạn tối đa",
    en: "The old and the weak: the cell considers and decides; no longest term is stated"
  },
  when: Expression.is(m.exemptionType, "age-health"),
  then: { outcome: "cell-may-grant" },
  cites: [cite(texts.charter, "Điều 7", "reported"), cite(texts.r45, "7.1", "quoted")]
})

const away = Clause.general({
  id: "vn.exemption.temporary",
  question: exemptionRequest,
  inForce: Period.make("2021-09-28", "2025-06-09"),
  wording: {
    vi: "Rời nơi sinh hoạt có lý do chính đáng dưới 12 tháng: chi bộ xem xét, đề nghị; đảng ủy cơ sở cho tạm miễn trong thời gian đó",
    en: "Away with good reason for less than twelve months: the cell considers and proposes, the base committee grants for that time"
  },
  when: Expression.all(temporary, shortEnough),
  then: { outcome: "committee-may-grant", values: { until: Expression.of(m.endAsked) } },
  cites: [cite(texts.g2021, "10.3", "reported")]
})

const tooLong = Clause.general({
  id: "vn.exemption.temporary-too-long",
  question: exemptionRequest,
  inForce: Period.make("2021-09-28", "2025-06-09"),
  wording: {
    vi: "Đề nghị từ 12 tháng trở lên không thuộc diện tạm miễn: xem xét chuyển sinh hoạt đảng",
    en: "A request for twelve months or more is no temporary exemption: a transfer is to be considered"
  },
  when: Expression.all(temporary, Expression.not(shortEnough)),
  then: { outcome: "transfer-instead" },
  cites: [cite(texts.g2021, "10.3", "reported"), cite(texts.r24, "6.3.2", "quoted")]
})

const unreadTemporary = (id: string, text: typeof texts.g2016, from: string, until?: string) =>
  Clause.unread({
    id,
    question: exemptionRequest,
    inForce: Period.make(from, until),
    when: temporary,
    text,
    wording: {
      vi: `Tạm miễn có thời hạn: nội dung ${text.number} về việc này chưa được đọc`,
      en: `Temporary exemption: what ${text.number} says of it has not been read`
    }
  })

const termOver = Clause.general({
  id: "vn.exemption.term-over",
  question: exemptionUpkeep,
  inForce: Period.make("2021-09-28"),
  wording: {
    vi: "Hết thời hạn miễn thì trở lại sinh hoạt và nộp nhận xét của nơi đến; chưa ghi nhận trở lại thì chi bộ đôn đốc",
    en: "When the term is over the member returns with comments of the place of stay; without a recorded return the cell follows it up"
  },
  when: Expression.all(m.exemptionGranted, m.exemptionLapsed, Expression.not(m.exemptionBack)),
  then: {
    outcome: "term-over",
    task: {
      id: "vn.record-return",
      who: { vi: "bí thư chi bộ", en: "the cell's secretary" },
      what: {
        vi: "ghi nhận đảng viên trở lại sinh hoạt kèm nhận xét của nơi đến, hoặc đề nghị gia hạn",
        en: "record the member's return with the comments of the place of stay, or ask for an extension"
      },
      closedBy: "exemption.return-recorded"
    }
  },
  cites: [cite(texts.g2021, "10.3", "reported")],
  lowerUnits: ["add"]
})

export const inOrder = Clause.general({
  id: "vn.exemption.in-order",
  question: exemptionUpkeep,
  inForce: Period.make("2011-01-19"),
  wording: { vi: "Đang trong thời hạn miễn", en: "The exemption is in force" },
  when: Expression.all(m.exemptionGranted, m.exemptionInForce),
  then: { outcome: "in-order" },
  cites: [cite(texts.charter, "Điều 7", "reported")],
  lowerUnits: ["add"]
})

const notInForce = Clause.scope({
  id: "vn.exemption.nothing-to-keep-up",
  question: exemptionUpkeep,
  inForce: Period.make("2011-01-19"),
  wording: {
    vi: "Chưa được cho miễn, chưa đến thời hạn hoặc đã trở lại sinh hoạt: không có việc phải theo dõi",
    en: "Not granted, not yet begun or already returned: nothing to keep up"
  },
  when: Expression.any(
    Expression.not(m.exemptionGranted),
    m.exemptionBack,
    Expression.all(Expression.not(m.exemptionInForce), Expression.not(m.exemptionLapsed))
  ),
  cites: [cite(texts.charter, "Điều 7", "inferred")]
})

export const parameters = [temporaryMonths]
export const clauses = [
  oldOrWeak,
  unreadTemporary("vn.exemption.temporary-2012", texts.g2012, "2012-01-05", "2016-09-20"),
  unreadTemporary("vn.exemption.temporary-before-2021", texts.g2016, "2016-09-20", "2021-09-28"),
  away,
  tooLong,
  unreadTemporary("vn.exemption.temporary-2025", texts.g2025, "2025-06-09", "2026-05-19"),
  unreadTemporary("vn.exemption.temporary-2026", texts.g2026, "2026-05-19"),
  notInForce,
  termOver,
  inOrder
]
