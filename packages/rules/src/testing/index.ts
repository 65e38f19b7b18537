/**
 * What those who write packs test them with: the contract of a pack, scenarios in files, and packs that are wrong on purpose.
 *
 * @since 0.2.0
 */
export * as RulePackTest from "./RulePackTest.ts"
export * as Scenario from "./Scenario.ts"
export * as WrongPack from "./WrongPack.ts"
