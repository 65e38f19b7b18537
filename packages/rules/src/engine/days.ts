/** Months added to days counted from 1970-01-01, without dates in between; equal to `PlainDate.addMonths` by test. */

/** The same day of a later month, or the last of that month where it is shorter. Throws outside the years 1000 to 9999, as `PlainDate` does. */
export const addMonths = (epochDay: number, months: number): number => {
  // days from 1 March of year 0, in cycles of 400 years
  const shifted = epochDay + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365)
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * ofYear + 2) / 153)
  const day = ofYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const total = year * 12 + month - 1 + months
  const [y, m] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1]
  if (y < 1000 || y > 9999) throw new RangeError("a calculated day lies outside the years 1000 to 9999")
  return fromCivil(y, m, Math.min(day, lengthOf(y, m)))
}

/** The day so many days later, within the same years. */
export const addDays = (epochDay: number, days: number): number => {
  const later = epochDay + days
  if (later < firstDay || later > lastDay) throw new RangeError("a calculated day lies outside the years 1000 to 9999")
  return later
}

// internal

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

const lengthOf = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31

const fromCivil = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + ofYear - 719_468
}

/** 1 January 1000. */
export const firstDay = fromCivil(1000, 1, 1)
/** 31 December 9999. */
export const lastDay = fromCivil(9999, 12, 31)
