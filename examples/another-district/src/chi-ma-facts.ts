/** Twelve people who do not exist, at a post and in villages that do: three teams of four, as the article counts them. One has seven households. */
import { Fact } from "@chibo/core"
import { district, post } from "./chi-ma.ts"

const since = "2019-02-01"
const villages = [
  ["cb-qp", "Quân Phát"],
  ["cb-bl", "Bản Luồng"],
  ["cb-lp", "Lặp Pịa"]
] as const
/** Households of each team: its commander, then its staff. */
const teams = [
  [2, 4, 5, 6],
  [3, 4, 5, 5],
  [3, 4, 6, 7]
] as const

const founded = (unit: string, type: Fact.Of<"unit.founded">["type"], name: string, parent?: string) =>
  Fact.make({ kind: "unit.founded", on: "1990-01-01", unit, type, name, ...(parent === undefined ? {} : { parent }) })

export const facts: readonly [Fact.Fact, ...ReadonlyArray<Fact.Fact>] = [
  founded("ls", "province", "Đảng bộ tỉnh Lạng Sơn"),
  founded(district, "district", "Đảng bộ huyện Lộc Bình", "ls"),
  founded("lb-x", "commune-committee", "Đảng bộ xã biên giới", district),
  founded("bp", "base-committee", "Đảng bộ Bộ đội Biên phòng tỉnh", "ls"),
  founded(post, "border-post", "Đồn Biên phòng cửa khẩu Chi Ma", "bp"),
  founded("cb-khac", "cell", "Chi bộ thôn ngoài địa bàn đồn", "lb-x"),
  ...villages.flatMap(([cell, name]) => [
    founded(cell, "cell", `Chi bộ thôn ${name}`, "lb-x"),
    Fact.make({ kind: "unit.designated", on: "2010-01-01", unit: cell, as: "border-village" }),
    Fact.make({ kind: "unit.designated", on: "2019-01-28", unit: cell, as: "lb:chi-ma" })
  ]),
  ...teams.flatMap((team, t) =>
    team.flatMap((households, i) => {
      const member = `m-${t + 1}${i + 1}`
      const office = i > 0 ? "staff" : t === 0 ? "post-commander" : "post-deputy-commander"
      const cell = villages[t]?.[0] ?? ""
      return [
        Fact.make({ kind: "member.enrolled", on: "2018-01-01", member, cell: post }),
        Fact.make({ kind: "office.held", on: "2018-01-01", member, unit: post, office }),
        Fact.make({ kind: "border.assigned", on: since, assignment: `a-${member}`, member, post, cell, link: "attends" }),
        Fact.make({ kind: "border.households-assigned", on: since, assignment: `h-${member}`, member, post, cell, households })
      ]
    })
  )
]
