/**
 * What those who write adapters test them with: the journal's contract, facts of every kind, and journals that are wrong on purpose.
 *
 * @since 0.1.0
 */
export * as Generate from "./Generate.ts"
export * as Given from "./Given.ts"
export * as JournalModel from "./JournalModel.ts"
export * as JournalTest from "./JournalTest.ts"
export * as Release from "./Release.ts"
export * as WrongJournal from "./WrongJournal.ts"
