/** The yearly evaluation of units: what of its criteria was read. */
import type { Period } from "@chibo/core"
import { cite } from "../../Citation.ts"
import * as Clause from "../../Clause.ts"
import * as Expression from "../../Expression.ts"
import { ev2014, ev2018, ev2019, ev2023, ev2025 } from "./evaluation.ts"
import * as m from "./measures.ts"
import { unitEvaluation } from "./questions.ts"
import * as texts from "./texts.ts"

const weak2014 = Expression.lt(m.unitPoints, 50)
const unitWeak2014 = Clause.general({
  id: "vn.evaluation.unit-2014-weak",
  question: unitEvaluation,
  inForce: ev2014,
  wording: { vi: "Dưới 50 điểm: yếu kém", en: "Under 50 points: weak" },
  when: weak2014,
  then: { outcome: "not-completed" },
  cites: [cite(texts.ev2014, "", "quoted")]
})

const unitUnread = (id: string, inForce: Period.Period, text: typeof texts.ev2014, when?: Expression.Expression<"boolean">) =>
  Clause.unread({
    id,
    question: unitEvaluation,
    inForce,
    ...(when === undefined ? {} : { when }),
    text,
    wording: {
      vi: `Tiêu chí xếp loại tổ chức đảng theo ${text.number} chưa được đọc đầy đủ`,
      en: `The units' criteria of ${text.number} have not been read in full`
    }
  })

export const clauses = [
  unitWeak2014,
  unitUnread("vn.evaluation.unit-2014", ev2014, texts.ev2014, Expression.not(weak2014)),
  unitUnread("vn.evaluation.unit-2018", ev2018, texts.ev132),
  unitUnread("vn.evaluation.unit-2019", ev2019, texts.ev2019),
  unitUnread("vn.evaluation.unit-2023", ev2023, texts.ev2023),
  unitUnread("vn.evaluation.unit-2025", ev2025, texts.ev2025)
]
