/**
 * From briefs to advice: for one subject, for many, and over time.
 *
 * @since 0.1.0
 */
export * from "../Engine.ts"
export { type Bounded, type Stretch, timeline, timelineToText } from "./timeline.ts"
export type { SwitchReason } from "../explain/change.ts"
