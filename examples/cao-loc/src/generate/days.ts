/** Calendar days as whole numbers since 01/01/1970: they compare and add as numbers do. No clock and no zone is read. */

/** A day from its text `yyyy-mm-dd`. */
export const day = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000

export const yearOf = (value: number): number => new Date(value * 86_400_000).getUTCFullYear()

/** A day as the files write it: dd/mm/yyyy. */
export const text = (value: number): string => new Date(value * 86_400_000).toISOString().slice(0, 10).split("-").reverse().join("/")

/** The same day so many months later, or the last day of that month where it has no such day. */
export const addMonths = (value: number, months: number): number => {
  const from = new Date(value * 86_400_000)
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate()
  return Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, Math.min(from.getUTCDate(), last)) / 86_400_000
}

/** The day, or the Monday after where it falls on a weekend. */
export const workday = (value: number): number => {
  const ofWeek = (value + 4) % 7
  return ofWeek === 6 ? value + 2 : ofWeek === 0 ? value + 1 : value
}

/** A day from dd/mm/yyyy; `undefined` where the text is no such day of the calendar. */
export const read = (written: string): number | undefined => {
  const [, d, m, y] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(written) ?? []
  const value = day(`${y}-${m}-${d}`)
  return Number.isNaN(value) || text(value) !== written ? undefined : value
}

/** The day the article was published and every stock is counted on. */
export const asOf = day("2022-07-06")

/** The day the rolls of this journal open. */
export const opening = day("2015-01-01")
