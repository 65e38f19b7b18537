/** What a member owes a month, by class of payer: a share of something, or an amount. What is left after relief is not worked out here. */
import { Period } from "@chibo/core"
import { cite, type Wording } from "../../Citation.ts"
import * as Clause from "../../Clause.ts"
import * as Dated from "../../Dated.ts"
import * as Expression from "../../Expression.ts"
import { type Parameter, parameter } from "../../RulePack.ts"
import { byRight } from "./dues.ts"
import * as m from "./measures.ts"
import { duesRate } from "./questions-membership.ts"
import * as texts from "./texts.ts"

const question = duesRate
const [before, since] = [Period.make("2011-04-01", "2026-02-01"), Period.make("2026-02-01")]
const old = cite(texts.dues342, "", "quoted")
const current = cite(texts.dues01, "", "reported")
const dong = { vi: "đồng", en: "đồng" }
const share = { vi: "phần triệu", en: "millionths" }

const rate = (id: string, vi: string, en: string, values: Dated.Dated<number>) =>
  parameter("integer", `vn.dues.rate-${id}`, { vi, en }, share, values)

const ofSalary = rate("salary", "mức đóng theo tiền lương", "share of the salary", [
  Dated.known(Expression.decimal("0.01"), "2011-04-01", "2026-02-01", old),
  Dated.known(Expression.decimal("0.01"), "2026-02-01", undefined, current)
])
const ofBenefit = rate("benefit", "mức đóng theo trợ cấp ốm đau, thai sản", "share of the benefit", [
  Dated.known(Expression.decimal("0.01"), "2026-02-01", undefined, current)
])
const ofPension = rate("pension", "mức đóng theo lương hưu", "share of the pension", [
  Dated.known(Expression.decimal("0.005"), "2011-04-01", "2026-02-01", old),
  Dated.known(Expression.decimal("0.005"), "2026-02-01", undefined, current)
])
const workingAge = rate(
  "working-age",
  "mức đóng theo lương tối thiểu vùng, trong độ tuổi lao động",
  "share of the regional minimum wage, working age",
  [
    Dated.known(Expression.decimal("0.003"), "2026-02-01", "2028-01-01", current),
    Dated.known(Expression.decimal("0.005"), "2028-01-01", undefined, current)
  ]
)
const retirementAge = rate(
  "retirement-age",
  "mức đóng theo lương tối thiểu vùng, đến tuổi nghỉ hưu",
  "share of the regional minimum wage, retirement age",
  [
    Dated.known(Expression.decimal("0.002"), "2026-02-01", "2028-01-01", current),
    Dated.known(Expression.decimal("0.003"), "2028-01-01", undefined, current)
  ]
)
const amount = (id: string, vi: string, en: string, values: Dated.Dated<number>) =>
  parameter("integer", `vn.dues.amount-${id}`, { vi, en }, dong, values)
const student = amount("student", "mức đóng của học sinh, sinh viên", "amount for students", [
  Dated.known(5_000, "2026-02-01", undefined, current)
])
const borderWorking = amount(
  "border-working-age",
  "mức đóng ở vùng biên giới, trong độ tuổi lao động",
  "amount along the border, working age",
  [Dated.known(4_000, "2011-04-01", "2026-02-01", old)]
)
/** Half of what those of working age pay. */
const borderRetired = amount(
  "border-retirement-age",
  "mức đóng ở vùng biên giới, quá tuổi lao động",
  "amount along the border, past working age",
  [Dated.known(2_000, "2011-04-01", "2026-02-01", old)]
)

type Rate = Parameter<"integer">
const classes = (...names: ReadonlyArray<string>) => Expression.oneOf(m.payerClass, ...names)

const shares = (
  id: string,
  inForce: Period.Period,
  payer: string,
  outcome: keyof typeof duesRate.outcomes & string,
  of: Rate,
  wording: Wording
) =>
  Clause.general({
    id: `vn.dues.${id}`,
    question,
    inForce,
    wording,
    when: inForce === before ? classes(payer) : Expression.all(Expression.not(byRight), classes(payer)),
    then: { outcome, values: { rate: Expression.of<"integer">(of) } },
    cites: [inForce === before ? old : current]
  })

const fixed2011 = (id: string, ...payers: ReadonlyArray<string>) =>
  Clause.general({
    id: `vn.dues.fixed-2011-${id}`,
    question,
    inForce: before,
    wording: {
      vi: "Mức cố định hằng tháng theo địa bàn (2.000 đến 30.000 đồng; quá tuổi lao động bằng 50%)",
      en: "A fixed amount a month by place (2,000 to 30,000 đồng; half of it past working age)"
    },
    when: classes(...payers),
    then: { outcome: "fixed" },
    cites: [old]
  })
const atBorder = (base: Clause.General, of: Rate) =>
  Clause.exception(base, {
    id: `${base.id}-border`,
    question,
    inForce: before,
    wording: { vi: "Mức ở vùng núi, vùng sâu, biên giới, hải đảo", en: "The amount in mountain, remote, border and island areas" },
    when: Expression.of(m.memberInBorderArea),
    then: { outcome: "fixed", values: { amount: Expression.of<"integer">(of) } },
    cites: [old]
  })

const working2011 = fixed2011("working-age", "other-working-age")
const retired2011 = fixed2011("retirement-age", "other-retirement-age")

const insured: Wording = { vi: "1% tiền lương đóng bảo hiểm xã hội của tháng trước", en: "1 % of the insurance salary of the month before" }
const minimum: Wording = {
  vi: "Theo lương tối thiểu vùng, tăng từ 01/01/2028",
  en: "By the regional minimum wage, more from 1 January 2028"
}

export const parameters = [ofSalary, ofBenefit, ofPension, workingAge, retirementAge, student, borderWorking, borderRetired]
export const clauses = [
  shares("salary-2011", before, "insured", "salary", ofSalary, { vi: "1% tiền lương", en: "1 % of the salary" }),
  shares("pension-2011", before, "pension", "pension", ofPension, { vi: "0,5% lương hưu", en: "0.5 % of the pension" }),
  working2011,
  atBorder(working2011, borderWorking),
  retired2011,
  atBorder(retired2011, borderRetired),
  fixed2011("student", "student"),
  Clause.unread({
    id: "vn.dues.not-read-2011",
    question,
    inForce: before,
    when: classes("sick-or-maternity", "social-pension"),
    text: texts.dues342,
    wording: {
      vi: "Mức đóng của đối tượng này theo 342-QĐ/TW chưa được đọc",
      en: "What 342-QĐ/TW says of this class has not been read"
    }
  }),
  Clause.general({
    id: "vn.dues.none",
    question,
    inForce: since,
    wording: {
      vi: "Đủ 50 năm tuổi đảng hoặc hưởng trợ cấp hưu trí xã hội: được miễn, không cần đơn",
      en: "Fifty years' party age or a social pension: nothing is owed, without applying"
    },
    when: byRight,
    then: { outcome: "none" },
    cites: [cite(texts.dues01, "Điều 5.1", "reported")]
  }),
  shares("insured-2026", since, "insured", "insurance-salary", ofSalary, insured),
  shares("benefit-2026", since, "sick-or-maternity", "benefit", ofBenefit, { vi: "1% mức trợ cấp", en: "1 % of the benefit" }),
  shares("pension-2026", since, "pension", "pension", ofPension, { vi: "0,5% lương hưu", en: "0.5 % of the pension" }),
  shares("working-age-2026", since, "other-working-age", "minimum-wage", workingAge, minimum),
  shares("retirement-age-2026", since, "other-retirement-age", "minimum-wage", retirementAge, minimum),
  Clause.general({
    id: "vn.dues.student-2026",
    question,
    inForce: since,
    wording: { vi: "Học sinh, sinh viên đóng mức cố định hằng tháng", en: "Students pay a fixed amount a month" },
    when: Expression.all(Expression.not(byRight), classes("student")),
    then: { outcome: "fixed", values: { amount: Expression.of<"integer">(student) } },
    cites: [current]
  })
]
