/**
 * One member through time: rolls, temporary activity, suspension, admission and end.
 *
 * @since 0.1.0
 */
import type { MemberId, Position, TransferId, UnitId } from "../Id.ts"
import { outside } from "../Id.ts"
import type * as Known from "../Known.ts"
import type { PlainDate } from "../PlainDate.ts"
import * as Timeline from "../Timeline.ts"

// model

/** How a membership ended. */
export type HowEnded = "struck" | "expelled" | "left" | "died" | "transferred-out"

/**
 * Where a membership stands on a day, with the days that had come by then. `is` is `undefined` where the facts do not say: somebody on a roll
 * of whom neither admission nor recognition is recorded. With `not-yet`, `admittedOn` is the day to come.
 */
export interface Standing {
  readonly is: "probationary" | "official" | "former" | "not-yet" | undefined
  readonly admittedOn?: PlainDate
  readonly ceremonyOn?: PlainDate
  readonly recognisedOn?: PlainDate
  readonly endedOn?: PlainDate
  readonly how?: HowEnded
}

/** One member through time, as the facts about their membership give it. */
export interface Life {
  /** The rolls as recorded, before mergers of cells are followed. */
  readonly rolls: Timeline.Timeline<UnitId>
  readonly temporary: Timeline.Timeline<{ readonly cell: UnitId | typeof outside; readonly transfer: TransferId }>
  readonly suspended: Timeline.Timeline<{ readonly detained: boolean }>
  readonly admitted: ReadonlyArray<PlainDate>
  readonly ceremonies: ReadonlyArray<PlainDate>
  readonly recognised: ReadonlyArray<PlainDate>
  readonly ended: Timeline.Timeline<{ readonly how: HowEnded; readonly position: Position }>
}

// operations

/**
 * A member through time, from entries tagged with the membership, in order.
 *
 * @since 0.1.0
 */
export const foldLife = (entries: ReadonlyArray<Known.Entry>, member: MemberId): Life => {
  const rolls: Array<Timeline.Change<UnitId>> = []
  const temporary: Array<Timeline.Change<{ readonly cell: UnitId | typeof outside; readonly transfer: TransferId }>> = []
  const suspended: Array<Timeline.Change<{ readonly detained: boolean }>> = []
  const ended: Array<Timeline.Change<{ readonly how: HowEnded; readonly position: Position }>> = []
  const [admitted, ceremonies, recognised]: [Array<PlainDate>, Array<PlainDate>, Array<PlainDate>] = [[], [], []]
  const enter = (on: PlainDate, cell: UnitId | undefined) => {
    if (cell !== undefined) rolls.push({ on, value: cell })
    ended.push({ on, value: undefined })
  }
  const leave = (on: PlainDate, how: HowEnded, position: Position) => {
    for (const changes of [rolls, temporary, suspended]) changes.push({ on, value: undefined })
    ended.push({ on, value: { how, position } })
  }
  for (const { fact, position } of entries) {
    const { on } = fact
    switch (fact.kind) {
      case "member.admitted":
        admitted.push(on)
        enter(on, fact.cell)
        break
      case "member.ceremony-held":
        ceremonies.push(on)
        break
      case "member.recognised":
        recognised.push(on)
        break
      case "member.enrolled":
      case "member.restored":
        enter(on, fact.cell)
        break
      case "member.suspended":
        suspended.push({ on, value: { detained: fact.detained ?? false }, until: fact.until })
        break
      case "member.suspension-lifted":
        suspended.push({ on, value: undefined })
        break
      case "member.struck":
      case "member.expelled":
      case "member.left":
      case "member.died":
        leave(on, endings[fact.kind], position)
        break
      case "transfer.received":
        if (fact.route === "temporary") temporary.push({ on, value: { cell: fact.to, transfer: fact.transfer }, until: fact.until })
        else if (fact.to === outside) leave(on, "transferred-out", position)
        else {
          enter(on, fact.to)
          if (fact.route !== "internal") temporary.push({ on, value: undefined })
        }
        break
      case "transfer.extended":
      case "transfer.ended": {
        const current = temporary.findLast(change => change.value !== undefined)
        if (current?.value?.transfer !== fact.transfer) break
        if (fact.kind === "transfer.ended") temporary.push({ on, value: undefined })
        else temporary[temporary.lastIndexOf(current)] = { ...current, until: fact.until }
        break
      }
      case "transfer.collective":
        if (fact.members.includes(member)) enter(on, fact.to)
        break
    }
  }
  return {
    rolls: Timeline.build(rolls),
    temporary: Timeline.build(temporary),
    suspended: Timeline.build(suspended),
    ended: Timeline.build(ended),
    admitted,
    ceremonies,
    recognised
  }
}

/**
 * Where a membership stands on a day.
 *
 * @since 0.1.0
 */
export const standingIn = (life: Life, day: PlainDate): Standing => {
  const admittedOn = life.admitted.findLast(on => on <= day)
  const since = (days: ReadonlyArray<PlainDate>) => days.findLast(on => on <= day && (admittedOn === undefined || on >= admittedOn))
  const [ceremonyOn, recognisedOn, end] = [since(life.ceremonies), since(life.recognised), Timeline.spanAt(life.ended, day)]
  const days = { ...(admittedOn && { admittedOn }), ...(ceremonyOn && { ceremonyOn }), ...(recognisedOn && { recognisedOn }) }
  if (end !== undefined) return { is: "former", ...days, endedOn: end.from, how: end.value.how }
  if (recognisedOn !== undefined) return { is: "official", ...days }
  if (admittedOn !== undefined) return { is: "probationary", ...days }
  const onRoll = Timeline.at(life.rolls, day) !== undefined
  if (onRoll) return { is: life.recognised.some(on => on > day) ? "probationary" : undefined, ...days }
  const [first] = life.admitted
  const known = [life.rolls[0]?.from, life.recognised[0], life.ceremonies[0], life.ended[0]?.from].some(
    on => on !== undefined && first !== undefined && on < first
  )
  return first !== undefined && !known ? { is: "not-yet", admittedOn: first } : { is: undefined, ...days }
}

// internal

const endings = {
  "member.struck": "struck",
  "member.expelled": "expelled",
  "member.left": "left",
  "member.died": "died"
} as const
