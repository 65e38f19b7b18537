/** 151 people who do not exist, in seven party groups: 23 exempt for illness, five for work away, as the article counts them. */
import { Fact } from "@chibo/core"
import { cell } from "./pleiku.ts"

const ill = 23
/** Of each member away: the first day of the grant or of its last extension, and the last call of the group head. */
const away = [
  { from: "2022-06-01", extended: undefined, called: "2022-11-12" },
  { from: "2022-05-20", extended: undefined, called: "2022-11-05" },
  { from: "2022-03-01", extended: "2022-09-01", called: "2022-10-30" },
  { from: "2022-09-15", extended: undefined, called: "2022-11-20" },
  { from: "2022-10-01", extended: undefined, called: "2022-10-25" }
] as const

const founded = (unit: string, type: Fact.Of<"unit.founded">["type"], name: string, parent?: string) =>
  Fact.make({ kind: "unit.founded", on: "1990-01-01", unit, type, name, ...(parent === undefined ? {} : { parent }) })

const groups = Array.from({ length: 7 }, (_, i) => `pk-5-${i + 1}`)
const members = Array.from({ length: 151 }, (_, i) => ({ member: `m-${i + 1}`, group: groups[i % groups.length] ?? "" }))
/** The first member of each group is its head. */
const headOf = new Map(members.slice(0, groups.length).map(({ member, group }) => [group, member]))

export const facts: readonly [Fact.Fact, ...ReadonlyArray<Fact.Fact>] = [
  founded("gl", "province", "Đảng bộ tỉnh Gia Lai"),
  founded("pk", "district", "Đảng bộ thành phố Pleiku", "gl"),
  founded("pk-p", "commune-committee", "Đảng bộ phường", "pk"),
  founded(cell, "cell", "Chi bộ tổ dân phố 5", "pk-p"),
  ...groups.map((group, i) => founded(group, "party-group", `Tổ đảng ${i + 1}`, cell)),
  ...members.map(({ member, group }) => Fact.make({ kind: "member.enrolled", on: "2020-01-01", member, cell: group })),
  ...[...headOf].map(([unit, member]) => Fact.make({ kind: "office.held", on: "2020-01-01", member, unit, office: "party-group-head" })),
  ...members.slice(groups.length, groups.length + ill).flatMap(({ member }) => {
    const ids = { exemption: `e-${member}`, member } as const
    return [
      Fact.make({ kind: "exemption.requested", ...ids, on: "2021-03-01", cell, type: "age-health", ground: "ill-health" }),
      Fact.make({ kind: "exemption.granted", ...ids, on: "2021-03-15", by: cell, from: "2021-04-01" })
    ]
  }),
  ...members.slice(groups.length + ill, groups.length + ill + away.length).flatMap(({ member, group }, i) => {
    const { from = "2022-06-01", extended, called = "2022-11-12" } = away[i] ?? {}
    const [ids, by] = [{ exemption: `e-${member}`, member } as const, headOf.get(group)]
    return [
      Fact.make({
        kind: "exemption.requested",
        ...ids,
        on: from,
        cell,
        type: "temporary",
        ground: "away-for-work",
        from,
        until: "2023-01-31"
      }),
      Fact.make({ kind: "exemption.granted", ...ids, on: from, by: "pk-p", from, until: extended ?? "2023-01-31" }),
      ...(extended === undefined ? [] : [Fact.make({ kind: "exemption.extended", ...ids, on: extended, by: "pk-p", until: "2023-03-01" })]),
      Fact.make({ kind: "contact.made", on: called, member, cell, channel: "telephone", ...(by === undefined ? {} : { by }) })
    ]
  })
]
