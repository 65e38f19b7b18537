/**
 * Scenarios that somebody who does not program can write, in YAML or JSON: what is known, what is asked on which day, and what the answer is.
 *
 * A file names its pack and lists scenarios. Each gives values of measures, or facts; a day; a question; and what it expects, with the clauses
 * that must have decided. What cannot be understood is refused with its line, in Vietnamese and English.
 *
 * @since 0.2.0
 */
import type { Wording } from "../Citation.ts"
import * as Explain from "../Explain.ts"
import type { Problem } from "./scenario/model.ts"
import type { Ran, World } from "./scenario/run.ts"

export type { Asked, Expectation, Given, Grouped, Problem, Scenario, Source } from "./scenario/model.ts"
export { read } from "./scenario/read.ts"
export { type Ran, run, type World } from "./scenario/run.ts"

// operations

/**
 * A problem as one line: file, line, and what is wrong.
 *
 * @since 0.2.0
 */
export const problemText = ({ file, line, message }: Problem, lang: keyof Wording): string => `${file}:${line} ${message[lang]}`

/**
 * What came of a scenario: its name, each broken expectation, and where one broke, why the answer is what it is.
 *
 * @since 0.2.0
 */
export const ranText = ({ rulebook }: World, { scenario, answered, broken }: Ran, lang: keyof Wording): string => {
  const title = `${scenario.file}:${scenario.line} ${scenario.name} (${scenario.on})`
  if (broken.length === 0) return `✔ ${title}`
  const why = answered === undefined ? [] : Explain.toText(Explain.why(rulebook, answered.advice, answered.brief), lang).split("\n")
  return [`✘ ${title}`, ...broken.map(each => `    ${each[lang]}`), ...why.map(line => `    | ${line}`)].join("\n")
}
