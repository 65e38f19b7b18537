/**
 * From briefs to advice: for one subject, for many, and over time.
 *
 * @since 0.1.0
 */
export * from "../Engine.ts"
export { type Bounded, type Stretch, type SwitchReason, sameAnswer, timeline, timelineToText } from "./timeline.ts"
