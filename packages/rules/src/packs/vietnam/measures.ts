/** What the national questions ask about their subjects. The functions stand in `functions.ts`. */
export { grades } from "./measured.ts"
export * from "./measures-dues.ts"
export * from "./measures-exemption.ts"
export * from "./measures-life.ts"
export * from "./measures-member.ts"
export * from "./measures-removal.ts"
export * from "./measures-transfer.ts"
export * from "./measures-unit.ts"
