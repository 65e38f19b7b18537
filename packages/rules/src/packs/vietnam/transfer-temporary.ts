/** Temporary transfers: how long they may be, and what follows at their end. Whether one is for study is rarely recorded; between the two limits it decides. */
import { Period } from "@chibo/core"
import { type Citation, cite, type Sureness, type Text } from "../../Citation.ts"
import * as Clause from "../../Clause.ts"
import * as Dated from "../../Dated.ts"
import * as Expression from "../../Expression.ts"
import type { Measure } from "../../Measure.ts"
import { parameter } from "../../RulePack.ts"
import * as m from "./measures.ts"
import { transferDeadline } from "./questions-membership.ts"
import * as texts from "./texts.ts"

interface Regime {
  readonly name: string
  readonly from: string
  readonly until: string
  readonly text: Text
  readonly sure: Sureness
}

/** What 294-QĐ/TW says of the lengths was not seen; its point 6.3.2 was, in other parts, and goes on as before. */
const regimes: ReadonlyArray<Regime> = [
  { name: "2016", from: "2016-07-25", until: "2021-07-30", text: texts.r29, sure: "quoted" },
  { name: "2021", from: "2021-07-30", until: "2025-01-20", text: texts.r24, sure: "quoted" },
  { name: "2025-january", from: "2025-01-20", until: "2025-07-01", text: texts.r232, sure: "quoted" },
  { name: "2025-july", from: "2025-07-01", until: "2026-04-08", text: texts.r294, sure: "inferred" }
]

const months = (id: string, vi: string, en: string, value: number) =>
  parameter("integer", id, { vi, en }, { vi: "tháng", en: "months" }, [
    ...regimes.map(({ from, until, text, sure }) => Dated.known(value, from, until, cite(text, "6.3.2", sure))),
    Dated.unread(texts.r20, "2026-04-08", "2026-07-26"),
    Dated.unread(texts.r208, "2026-07-26")
  ])

const least = months("vn.transfer.temporary-least", "sinh hoạt tạm thời từ", "temporary activity lasts at least", 3)
const below = months("vn.transfer.temporary-below", "sinh hoạt tạm thời dưới", "temporary activity lasts less than", 12)
const study = months("vn.transfer.study-most", "đi học tập trung trong nước không quá", "full-time study in the country lasts at most", 24)

const after = (count: typeof least) => Expression.addMonths(m.transferTriggeredOn, count)
const tooShort = Expression.lt(m.transferUntil, after(least))
const tooLong = Expression.any(
  Expression.all(Expression.not(m.transferStudy), Expression.ge(m.transferUntil, after(below))),
  Expression.gt(m.transferUntil, after(study))
)
const over = Expression.le(m.transferUntil, m.transferAskedOn)
const ended: Expression.Expression<"boolean"> = Expression.of(m.transferEnded)
const temporary = Expression.is(m.transferRoute, "temporary")
const going = (...more: ReadonlyArray<Expression.Expression<"boolean"> | Measure<"boolean">>) =>
  Expression.all(temporary, Expression.not(ended), ...more)
/** An extension is reported, not measured: no longest length of one was found. */
const fits = Expression.any(m.transferExtended, Expression.all(Expression.not(tooShort), Expression.not(tooLong)))
const first = Expression.not(m.transferExtended)
const until = Expression.of(m.transferUntil)
const member = { vi: "đảng viên và chi bộ nơi sinh hoạt tạm thời", en: "the member and the temporary cell" }

const ofRegime = ({ name, from, until: to, text, sure }: Regime): ReadonlyArray<Clause.General> => {
  const common = { question: transferDeadline, inForce: Period.make(from, to) }
  const cites: readonly [Citation] = [cite(text, "6.3.2", sure)]
  return [
    Clause.general({
      ...common,
      id: `vn.transfer.temporary-running-${name}`,
      wording: {
        vi: "Thay đổi nơi cư trú, nơi công tác từ 3 tháng đến dưới 1 năm, hoặc đi học tập trung trong nước từ 3 tháng đến 2 năm rồi trở về: sinh hoạt tạm thời",
        en: "A change of residence or workplace from three months to under a year, or full-time study in the country from three months to two years with a return: temporary activity"
      },
      when: going(fits, Expression.not(over)),
      then: { outcome: "temporary-running", values: { until } },
      cites
    }),
    Clause.general({
      ...common,
      id: `vn.transfer.temporary-over-${name}`,
      wording: {
        vi: "Hết thời hạn sinh hoạt tạm thời: trở về, hoặc báo cáo cấp ủy nơi sinh hoạt tạm thời và nơi sinh hoạt chính thức để gia hạn",
        en: "Past its term: the member returns, or reports to the committee of the temporary place and to the official organisation for an extension"
      },
      when: going(fits, over),
      then: {
        outcome: "temporary-over",
        values: { until },
        task: {
          id: "vn.transfer.temporary-return",
          who: member,
          what: {
            vi: "ghi nhận kết thúc sinh hoạt tạm thời hoặc gia hạn",
            en: "record the end of the temporary activity, or its extension"
          },
          due: until,
          closedBy: "transfer.ended"
        }
      },
      // what is said of extensions was read from 24-QĐ/TW on
      cites: [cite(text, "6.3.2", name === "2016" ? "inferred" : "quoted")]
    }),
    Clause.general({
      ...common,
      id: `vn.transfer.temporary-ended-${name}`,
      wording: { vi: "Đã kết thúc sinh hoạt tạm thời", en: "The temporary activity has ended" },
      when: Expression.all(temporary, ended),
      then: { outcome: "temporary-ended" },
      cites
    }),
    Clause.general({
      ...common,
      id: `vn.transfer.temporary-too-short-${name}`,
      wording: { vi: "Dưới 3 tháng: không phải chuyển sinh hoạt đảng", en: "Under three months: no transfer is needed" },
      when: going(first, tooShort),
      then: { outcome: "temporary-too-short" },
      cites: [cite(text, "6.3.2", "recalled")]
    }),
    Clause.general({
      ...common,
      id: `vn.transfer.official-instead-${name}`,
      wording: {
        vi: "Từ 12 tháng trở lên (học tập trung: quá 24 tháng): chuyển sinh hoạt chính thức",
        en: "Twelve months or more (study: over twenty-four): an official transfer"
      },
      when: going(first, tooLong),
      then: {
        outcome: "official-instead",
        task: {
          id: "vn.transfer.make-official",
          who: member,
          what: { vi: "làm thủ tục chuyển sinh hoạt đảng chính thức", en: "start an official transfer" },
          closedBy: "transfer.letter-issued"
        }
      },
      cites: [cite(text, "6.3.2", sure), cite(text, "6.3.1", "reported")]
    })
  ]
}

export const parameters = [least, below, study]
export const clauses = [
  ...regimes.flatMap(ofRegime),
  Clause.unread({
    id: "vn.transfer.temporary-2026",
    question: transferDeadline,
    inForce: Period.make("2026-07-26"),
    when: temporary,
    text: texts.r208,
    wording: {
      vi: "Thời hạn sinh hoạt tạm thời theo 208-QĐ/TW chưa được đọc",
      en: "The lengths of temporary activity in 208-QĐ/TW have not been read"
    }
  })
]
