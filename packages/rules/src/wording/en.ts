/** The sentences in English, under the names of `vi.ts`. */
import type { Words } from "./vi.ts"

export const en: Words = {
  day: day => day,
  onDay: day => day,
  decimalComma: ".",
  or: " or ",
  and: " and ",
  yes: "yes",
  no: "no",
  unknown: "not known",

  citation: {
    of: day => ` of ${day}`,
    quoted: "",
    reported: "from a secondary source, wording not read",
    conflicting: "sources conflict",
    recalled: "from memory, not checked",
    practice: "local practice, not a norm",
    inferred: "inferred, stated in no clause"
  },

  outcome: {
    notApplicable: "not asked of this subject",
    undetermined: "cannot be determined",
    conflicting: "clauses conflict",
    unanswered: "no answer yet"
  },

  why: {
    conclusion: "Conclusion",
    because: "because",
    sentence: (outcome, reason) => `${outcome}, because: ${reason}`,
    lacking: things => `because ${things}`,
    missing: labels => `it is not known: ${labels}`,
    disputed: labels => `sources differ on ${labels}`,
    unread: texts => `nobody here has read ${texts}`,
    without: labels => `there is no ${labels}`,
    calendar: "calendar of holidays to count the deadline",
    gap: "no clause answers",
    clocks: (valid, known, ruling) =>
      `As of ${valid}, from the facts recorded up to number ${known}${ruling === undefined ? "; the day whose texts apply is not known" : `, under the texts in force on ${ruling}`}.`,
    decides: "Decided by",
    unverified: "Note: this rests on wording that nobody here has read in the text itself; check it before use.",
    task: (who, what, due) => `To do: ${who}: ${what}${due === undefined ? "" : `, by ${due}`}.`,
    decisive: "What decides",
    others: "Other clauses considered",
    none: "No clause is in force on this day.",
    linked: "Rests on another conclusion",
    held: "holds",
    refused: "does not hold",
    unsure: "cannot be told",
    unreadHeld: "text not read",
    unaffirmed: "local rule written for an older text, to be affirmed again",
    leftOut: "leaves the subject out",
    inScope: "does not leave the subject out",
    excepted: "holds, but the exception below replaces it",
    wouldSay: "where it holds",
    inForce: (from, last) => `in force from ${from}${last === undefined ? "" : ` to the end of ${last}`}`,
    under: "under",
    text: "text",
    pack: "from the pack",
    exceptions: "exceptions",
    replaces: what => `in place of: ${what}`,
    read: on => `the value for ${on}`
  },

  condition: {
    all: "all of these",
    any: "at least one of these",
    must: (relation, limit) => ` — condition: ${relation === "" ? "" : `${relation} `}${limit}`,
    be: "",
    differ: "other than",
    lt: "under",
    le: "at most",
    gt: "over",
    ge: "at least",
    ltDay: "before",
    leDay: "no later than",
    gtDay: "after",
    geDay: "no earlier than",
    beDay: "on",
    differDay: "other than",
    within: "in",
    outside: "outside",
    range: (least, most) =>
      least === undefined ? `at most ${most ?? "?"}` : most === undefined ? `at least ${least}` : `from ${least} to ${most}`,
    outcome: question => `conclusion on “${question}”`,
    applies: question => `“${question}” is asked of the subject`,
    least: items => `the least of ${items}`,
    months: "months",
    days: "days",
    workingDays: "working days",
    share: (part, whole) => `share of ${part} in ${whole}`,
    facts: positions => ` (facts ${positions})`,
    disputed: values => `${values} (sources differ)`,
    unread: text => `${text} has not been read`
  },

  whyNot: {
    already: outcome => `It is so already: ${outcome}.`,
    none: outcome => `No change of one or two things would lead to: ${outcome}.`,
    one: outcome => `The conclusion would be “${outcome}” with this change:`,
    several: outcome => `The conclusion would be “${outcome}” with any one of these changes:`,
    change: (label, from, to) => `${label}: ${to} (now: ${from})`,
    more: count => `… and ${count} more that are as small`
  },

  timeline: {
    span: (from, last) => (from === last ? `On ${from}` : `From ${from} to the end of ${last}`),
    ungoverned: "belongs to no unit",
    switched: "changed because",
    measure: (label, from, to) => `${label}: ${to} (before: ${from})`,
    parameter: (label, from, to) => `the value set for “${label}”: ${to} (before: ${from})`,
    began: wording => `comes into force: ${wording}`,
    ended: wording => `is no longer in force: ${wording}`,
    nowHeld: wording => `now holds: ${wording}`,
    nowRefused: wording => `no longer holds: ${wording}`,
    nowUnknown: wording => `can no longer be told: ${wording}`,
    unit: (from, to) => `the governing unit changes from ${from} to ${to}`,
    packs: (from, to) => `packs that apply: ${to} (before: ${from})`,
    outcome: (question, from, to) => `conclusion on “${question}”: ${to} (before: ${from})`
  },

  replay: {
    same: "The same inputs give the same advice.",
    stands: "Inputs have changed, and the advice stands:",
    differs: "The advice is another now, because:",
    packAdded: pack => `pack ${pack} was added`,
    packGone: pack => `pack ${pack} no longer applies`,
    packVersion: (pack, from, to) => `pack ${pack} went from version ${from} to ${to}`,
    packContent: pack => `pack ${pack} has other content under the same version`,
    ruleAdded: rule => `${rule} was added`,
    ruleGone: rule => `${rule} was removed`,
    ruleChanged: rule => `${rule} was changed`,
    measure: (id, from, to) => `the way ${id} is computed went from ${from} to ${to}`,
    facts: (from, to) => `the journal went from fact ${from} to fact ${to}`,
    journal: "this is another journal: the same position, another digest",
    calendar: (from, to) => `the calendar of holidays went from ${from} to ${to}`,
    noCalendar: "none",
    subject: "the subject belongs to no unit now, or the question is no longer asked",
    unexplained: "no declared input has changed: perhaps a measure's function has, under the same version"
  },

  compare: {
    none: "Nobody is advised differently.",
    flip: (question, from, to, count) => `${question}: from “${from}” to “${to}”: ${count}`,
    by: (before, after) => `clause before: ${before}; clause after: ${after}`,
    noClause: "none",
    example: (subject, known) => `smallest example: ${subject} (${known} measures known)`
  }
}
