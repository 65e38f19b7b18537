/** What the national questions ask about their subjects. The functions stand in `functions.ts`. */
export { grades } from "./measured.ts"
export * from "./measures-exemption.ts"
export * from "./measures-member.ts"
export * from "./measures-unit.ts"
