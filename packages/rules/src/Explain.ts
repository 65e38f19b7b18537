/**
 * Why advice is what it is: every clause considered, held or refused, with the values, the facts and the texts behind it.
 *
 * The explanation is made by evaluating the same expressions again; a test holds it equal to what was advised.
 *
 * @since 0.1.0
 */
import { type Id, Period, PlainDate } from "@chibo/core"
import { type Advice, summary } from "./Advice.ts"
import type { Brief } from "./Brief.ts"
import { type Citation, render as renderCitation, type Wording } from "./Citation.ts"
import type { Clause } from "./Clause.ts"
import { clausesOn, environment } from "./Engine.ts"
import * as Expression from "./Expression.ts"
import { isSet, type Setting, type Value } from "./Measure.ts"
import * as Rulebook from "./Rulebook.ts"
import { expressionsOf, referencesOf } from "./RulePack.ts"

// model

/** What a clause looked at: a measure or a parameter, its value, and where that comes from. */
export interface Input {
  readonly kind: "measure" | "parameter"
  readonly id: string
  readonly label: Wording
  readonly value: Setting | undefined
  readonly shown: Wording
  readonly facts: ReadonlyArray<Id.Position>
  readonly cites: ReadonlyArray<Citation>
  readonly pack: string | undefined
}

/** One clause that was considered. */
export interface Considered {
  readonly clause: string
  readonly type: Clause["type"]
  readonly pack: string
  readonly wording: Wording
  readonly held: "yes" | "no" | "unknown" | "unread"
  readonly decisive: boolean
  /** Set on what stands as unread because a local rule waits to be affirmed. */
  readonly because?: "unaffirmed"
  readonly inForce: Period.Period
  readonly cites: ReadonlyArray<Citation>
  readonly inputs: ReadonlyArray<Input>
}

/** An explanation; `format` is the version of this schema when rendered as JSON. */
export interface Explanation {
  readonly format: "chibo/explanation/1"
  readonly advice: Advice
  readonly question: Wording
  readonly decides: Wording
  readonly outcome: Wording
  readonly clauses: ReadonlyArray<Considered>
}

// constructors

/**
 * The explanation of advice, from the same rulebook and brief.
 *
 * @since 0.1.0
 */
export const why = (rulebook: Rulebook.Rulebook, advice: Advice, brief: Brief): Explanation => {
  const question = rulebook.questions.get(advice.question)
  const { rulingDay } = advice
  const decisive = new Set(
    advice._tag === "NotApplicable"
      ? advice.because
      : advice._tag === "Outcome" || advice._tag === "Conflicting"
        ? advice.answers.map(a => a.clause)
        : []
  )
  const packOf = new Map((rulebook.clauses.get(advice.question) ?? []).map(({ pack, value }) => [value.id, pack]))
  const clauses =
    question === undefined || rulingDay === undefined
      ? []
      : clausesOn(rulebook, question, rulingDay).filter(clause => clause.type !== "quota")
  return {
    format: "chibo/explanation/1",
    advice,
    question: question?.label ?? { vi: advice.question, en: advice.question },
    decides: question?.decides ?? { vi: "", en: "" },
    outcome: outcomeWording(question?.outcomes ?? {}, advice),
    clauses: clauses.map(clause => ({
      clause: clause.id,
      type: clause.type,
      pack: packOf.get(clause.id) ?? "",
      wording: clause.wording,
      held: held(rulebook, clause, brief, rulingDay ?? brief.on),
      decisive: decisive.has(clause.id),
      ...(clause.type === "unread" && clause.because !== undefined ? { because: clause.because } : {}),
      inForce: clause.inForce,
      cites: clause.type === "unread" ? [] : clause.cites,
      inputs: inputsOf(rulebook, clause, brief, rulingDay ?? brief.on)
    }))
  }
}

// operations

/**
 * The explanation as text, for a party secretary to read.
 *
 * @since 0.1.0
 */
export const toText = (explanation: Explanation, lang: keyof Wording): string => {
  const t = words[lang]
  const { advice } = explanation
  const day = (on: PlainDate.PlainDate) => (lang === "vi" ? PlainDate.formatVietnamese(on) : on)
  const lines = [
    `${explanation.question[lang]}: ${explanation.outcome[lang]}`,
    `  ${t.clocks(day(advice.validOn), advice.knownAt, advice.rulingDay === undefined ? "?" : day(advice.rulingDay))}`,
    `  ${t.decides}: ${explanation.decides[lang]}`
  ]
  for (const clause of explanation.clauses) {
    lines.push(`  ${marks[clause.held]} ${clause.wording[lang]}${clause.decisive ? ` ← ${t.decisive}` : ""}`)
    const last = Period.lastDay(clause.inForce)
    const said = clause.held === "unread" && clause.because !== undefined ? t[clause.because] : t.held[clause.held]
    lines.push(`      ${said}; ${t.inForce(day(clause.inForce.from), last === undefined ? undefined : day(last))} (${clause.clause})`)
    for (const citation of clause.cites) lines.push(`      ${t.text}: ${renderCitation(citation, lang)}`)
    for (const input of clause.inputs) {
      const facts =
        input.facts.length === 0 ? "" : ` (${t.facts} ${input.facts.slice(0, 8).join(", ")}${input.facts.length > 8 ? "…" : ""})`
      const source = input.cites.length === 0 ? "" : ` — ${input.cites.map(c => renderCitation(c, lang)).join("; ")}`
      lines.push(`      · ${input.label[lang]}: ${input.shown[lang]}${facts}${source}`)
    }
  }
  if (explanation.clauses.length === 0) lines.push(`  ${t.noClause}`)
  return lines.join("\n")
}

/**
 * The explanation as JSON, of the schema that `format` names.
 *
 * @since 0.1.0
 */
export const toJson = (explanation: Explanation): string => JSON.stringify(explanation, null, 2)

/**
 * What advice says, in words.
 *
 * @since 0.1.0
 */
export const outcomeWording = (outcomes: Readonly<Record<string, Wording>>, advice: Advice): Wording => {
  const lacking = (lang: keyof Wording): string => {
    if (advice._tag !== "Undetermined") return ""
    const t = words[lang]
    const parts = [
      ...(advice.missing.length > 0 ? [`${t.missing}: ${advice.missing.join(", ")}`] : []),
      ...(advice.disputed.length > 0 ? [`${t.disputed}: ${advice.disputed.join(", ")}`] : []),
      ...(advice.unread.length > 0 ? [`${t.unread}: ${advice.unread.join(", ")}`] : []),
      ...(advice.without.length > 0 ? [`${t.without}: ${advice.without.join(", ")}`] : []),
      ...(advice.gap ? [t.noClause] : [])
    ]
    return parts.length === 0 ? "" : ` (${parts.join("; ")})`
  }
  switch (advice._tag) {
    case "Outcome": {
      const wording = outcomes[advice.outcome] ?? { vi: advice.outcome, en: advice.outcome }
      const unsure = advice.unverified.length > 0
      return { vi: wording.vi + (unsure ? ` — ${words.vi.unverified}` : ""), en: wording.en + (unsure ? ` — ${words.en.unverified}` : "") }
    }
    case "NotApplicable":
      return { vi: words.vi.notApplicable, en: words.en.notApplicable }
    case "Undetermined":
      return { vi: words.vi.undetermined + lacking("vi"), en: words.en.undetermined + lacking("en") }
    case "Conflicting":
      return { vi: words.vi.conflicting, en: words.en.conflicting }
  }
}

/** Whether an explanation leads where the advice went: every decisive clause held. */
export const agrees = (explanation: Explanation): boolean =>
  explanation.clauses.every(clause => !clause.decisive || clause.held === "yes") &&
  (summary(explanation.advice) === "undetermined" || explanation.clauses.some(clause => clause.decisive))

// internal

const held = (rulebook: Rulebook.Rulebook, clause: Clause, brief: Brief, day: PlainDate.PlainDate): Considered["held"] => {
  if (clause.type === "quota" || (clause.type === "unread" && clause.when === undefined)) return "unread"
  const result = Expression.evaluate(clause.when as Expression.Node, environment(rulebook, brief, day)) // sound: other clauses have a condition
  if (!result.known) return "unknown"
  return result.value === true ? (clause.type === "unread" ? "unread" : "yes") : "no"
}

const inputsOf = (rulebook: Rulebook.Rulebook, clause: Clause, brief: Brief, day: PlainDate.PlainDate): ReadonlyArray<Input> => {
  const named = referencesOf(expressionsOf(clause))
  const measures = [...named.measures].flatMap((id): ReadonlyArray<Input> => {
    const measure = rulebook.measures.get(id)
    if (measure === undefined) return []
    const measured = brief.get(id)
    const show = (lang: keyof Wording) => {
      if (measured === undefined) return words[lang].unknown
      const word = measure.values?.[String(measured.value)]?.[lang]
      return word ?? showValue(measured.value, measure.quantity[lang], lang)
    }
    return [
      {
        kind: "measure",
        id,
        label: measure.label,
        value: measured?.value,
        shown: { vi: show("vi"), en: show("en") },
        facts: measured?.facts ?? [],
        cites: [],
        pack: undefined
      }
    ]
  })
  const parameters = [...named.parameters].flatMap((id): ReadonlyArray<Input> => {
    const parameter = rulebook.parameters.get(id)
    if (parameter === undefined) return []
    const found = Rulebook.parameterOn(rulebook, id, day)
    const entry = found?.value
    const show = (lang: keyof Wording) => {
      if (entry === undefined) return words[lang].unknown
      if (entry.state === "unread") return `${words[lang][entry.because ?? "unread"]}: ${entry.text.number}`
      if (entry.state === "known") return showSetting(entry.value, parameter.value.quantity[lang], lang)
      return `${words[lang].disputed}: ${entry.values.map(v => showSetting(v.value, parameter.value.quantity[lang], lang)).join(" / ")}`
    }
    const cites = entry?.state === "known" ? entry.cites : entry?.state === "disputed" ? entry.values.flatMap(v => v.cites) : []
    return [
      {
        kind: "parameter",
        id,
        label: parameter.value.label,
        value: entry?.state === "known" ? entry.value : undefined,
        shown: { vi: show("vi"), en: show("en") },
        facts: [],
        cites,
        pack: found?.pack
      }
    ]
  })
  return [...measures, ...parameters]
}

const showSetting = (setting: Setting, quantity: string, lang: keyof Wording): string => {
  if (typeof setting !== "object") return showValue(setting, quantity, lang)
  if (isSet(setting)) return setting.join(", ")
  const { least, most } = setting
  return `${least ?? "…"}–${most ?? "…"}${quantity === "" ? "" : ` ${quantity}`}`
}

const showValue = (value: Value, quantity: string, lang: keyof Wording): string => {
  if (typeof value === "boolean") return value ? words[lang].yes : words[lang].no
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value))
    return lang === "vi" ? PlainDate.formatVietnamese(PlainDate.make(value)) : value
  return `${value}${quantity === "" ? "" : ` ${quantity}`}`
}

const marks: Record<Considered["held"], string> = { yes: "✔", no: "✘", unknown: "?", unread: "?" }

const words = {
  vi: {
    clocks: (valid: string, known: number, ruling: string) =>
      `xét ngày ${valid}, theo những gì đã ghi nhận đến vị trí ${known}, áp dụng văn bản ngày ${ruling}`,
    decides: "cấp có thẩm quyền quyết định",
    decisive: "quyết định kết quả",
    held: { yes: "thỏa mãn", no: "không thỏa mãn", unknown: "chưa xác định được", unread: "văn bản chưa được đọc" },
    inForce: (from: string, last: string | undefined) => `có hiệu lực từ ${from}${last === undefined ? "" : ` đến hết ${last}`}`,
    text: "căn cứ",
    facts: "sự việc số",
    yes: "có",
    no: "không",
    unknown: "chưa biết",
    missing: "thiếu thông tin",
    disputed: "các nguồn khác nhau về",
    unread: "chưa đọc văn bản",
    unaffirmed: "quy định địa phương viết theo văn bản cũ, cần xác nhận lại",
    without: "không có giá trị cho",
    noClause: "không có điều khoản nào trả lời",
    notApplicable: "không thuộc diện xét",
    undetermined: "chưa xác định được",
    conflicting: "các điều khoản mâu thuẫn nhau",
    unverified: "căn cứ chưa đọc nguyên văn, cần kiểm tra"
  },
  en: {
    clocks: (valid: string, known: number, ruling: string) =>
      `valid on ${valid}, as known at position ${known}, under the texts of ${ruling}`,
    decides: "decided by",
    decisive: "decides the outcome",
    held: { yes: "holds", no: "does not hold", unknown: "cannot be told", unread: "text not read" },
    inForce: (from: string, last: string | undefined) => `in force from ${from}${last === undefined ? "" : ` to the end of ${last}`}`,
    text: "under",
    facts: "facts",
    yes: "yes",
    no: "no",
    unknown: "not known",
    missing: "missing",
    disputed: "sources differ on",
    unread: "text not read",
    unaffirmed: "local rule written for an older text, to be affirmed again",
    without: "no value for",
    noClause: "no clause answers",
    notApplicable: "not asked of this subject",
    undetermined: "cannot be determined",
    conflicting: "clauses conflict",
    unverified: "rests on wording not read, to be checked"
  }
} as const
