/** The numbers of the benchmark's policy: two sets, told apart by the day of the event. It is made up, and no rule of anywhere. */
import { PlainDate } from "@chibo/core"

const day = (text: string): number => PlainDate.toEpochDay(PlainDate.make(text))

/** The day of the yearly run. */
export const asOf = PlainDate.make("2025-12-31")
export const asOfDay = day(asOf)
/** First days of the two sets. */
export const starts = ["2000-01-01", "2025-07-01"] as const
export const secondDay = day(starts[1])

/** A term without limit. */
export const noLimit = 100_000

export const values = {
  age: [60, 58],
  awayMonths: [12, 6],
  termIllness: [365, 365],
  termAway: [365, 730],
  termHardship: [180, 365],
  fewestMeetings: [1, 2],
  missed: [4, 3],
  dues: [3, 3],
  transfer1: [45, 30],
  transfer2: [75, 60],
  transfer3: [120, 90],
  tenure: [183, 183],
  excellent: [88, 90],
  good: [70, 70],
  met: [50, 50]
} as const
export type Name = keyof typeof values

/** The excellent in one organisation are at most this share of those graded good or better. */
export const quotaPercent = 20

/** One value of a set; for the yearly run it is the second. */
export const of = (name: Name, eventDay: number): number => values[name][eventDay >= secondDay ? 1 : 0]
export const now = (name: Name): number => values[name][1]
