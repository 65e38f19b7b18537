/**
 * What the rules say about one subject, and whether they still say it.
 *
 * @since 0.1.0
 */
export * from "../Advice.ts"
export { type Replay, type ReplayChange, replay, replayToText } from "./replay.ts"
