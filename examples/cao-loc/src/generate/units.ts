/** The organisation: the district of 2022, what stood beside it, and what became of it on 1 July 2025. */
import { villageNames } from "./names.ts"
import { random } from "./random.ts"
import { table } from "./table.ts"

interface Commune {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly cells: number
  /** How many members there are for each who lives elsewhere: the share of the group. */
  readonly weight: number
  readonly into: string
  /** In the border area: how many cells of border villages and of places with complex security. */
  readonly border?: readonly [villages: number, complex: number]
}

const commune = (id: string, name: string, cells: number, weight: number, into: string, border?: readonly [number, number]): Commune => ({
  id: `cl-${id}`,
  name: `Đảng ủy ${name.startsWith("thị trấn") ? name : `xã ${name}`}`,
  kind: name.startsWith("thị trấn") ? "Đảng ủy thị trấn" : "Đảng ủy xã",
  cells,
  weight,
  into,
  ...(border === undefined ? {} : { border })
})

const office = (id: string, name: string, cells: number, weight: number): Commune => ({
  id: `cl-${id}`,
  name: `Đảng ủy ${name}`,
  kind: "Đảng ủy cơ sở",
  cells,
  weight,
  into: "p-kl"
})

export const communes: ReadonlyArray<Commune> = [
  commune("dd", "thị trấn Đồng Đăng", 20, 390, "x06184", [2, 7]),
  commune("cla", "Cao Lâu", 13, 178, "x06196", [5, 4]),
  commune("xl", "Xuất Lễ", 16, 222, "x06196", [5, 5]),
  commune("ms", "Mẫu Sơn", 6, 66, "x06196", [3, 0]),
  commune("tl", "Thanh Lòa", 8, 104, "x06211", [4, 1]),
  commune("bl", "Bảo Lâm", 12, 176, "x06184", [4, 3]),
  commune("cl", "thị trấn Cao Lộc", 20, 800, "p-kl"),
  commune("th", "Thụy Hùng", 12, 330, "x06184"),
  commune("px", "Phú Xá", 10, 260, "x06184"),
  commune("hp", "Hồng Phong", 12, 320, "x06184"),
  commune("ly", "Lộc Yên", 11, 290, "x06211"),
  commune("td", "Thạch Đạn", 10, 250, "x06211"),
  commune("hc", "Hòa Cư", 12, 310, "x06220"),
  commune("hy", "Hải Yến", 10, 260, "x06220"),
  commune("cs", "Công Sơn", 8, 170, "x06220"),
  commune("ht", "Hợp Thành", 12, 330, "p-kl"),
  office("cqd", "cơ quan Đảng, đoàn thể huyện", 8, 170),
  office("cqc", "cơ quan chính quyền huyện", 12, 300),
  office("ca", "Công an huyện", 10, 260),
  office("qs", "Quân sự huyện", 6, 120),
  office("yt", "Trung tâm Y tế huyện", 12, 317)
]

export const borderCommunes = communes.filter(c => c.border !== undefined)

export const posts = [
  { id: "bp-tl", name: "Thanh Lòa", members: 14, communes: ["cl-tl"], attending: 8 },
  { id: "bp-bl", name: "Bảo Lâm", members: 15, communes: ["cl-bl"], attending: 10 },
  { id: "bp-bs", name: "Ba Sơn", members: 16, communes: ["cl-cla", "cl-xl", "cl-ms"], attending: 13 },
  { id: "bp-hn", name: "Hữu Nghị", members: 15, communes: ["cl-dd"], attending: 10 }
] as const

export interface Cell {
  readonly id: string
  readonly name: string
  readonly commune: string
  readonly border: boolean
  readonly designation?: "thôn biên giới" | "địa bàn phức tạp về an ninh"
}

const r = random("units")

export const cells: ReadonlyArray<Cell> = communes.flatMap(({ id, kind, cells, border }) => {
  const names = villageNames(r, cells)
  const places = names.map((village, i) => {
    if (kind === "Đảng ủy cơ sở") return `Chi bộ số ${i + 1}`
    if (i >= cells - 3) return `Chi bộ ${["Trường Tiểu học", "Trường Trung học cơ sở", "Trạm Y tế"][i - cells + 3]}`
    return kind === "Đảng ủy thị trấn" ? `Chi bộ khu phố ${i + 1}` : `Chi bộ thôn ${village}`
  })
  const [villages, complex] = border ?? [0, 0]
  const order = r.shuffle(names.map((_, i) => i).filter(i => i < cells - 3))
  return places.map((name, i) => ({
    id: `${id}-${String(i + 1).padStart(2, "0")}`,
    name,
    commune: id,
    border: border !== undefined,
    ...(order.indexOf(i) >= 0 && order.indexOf(i) < villages ? { designation: "thôn biên giới" as const } : {}),
    ...(order.indexOf(i) >= villages && order.indexOf(i) < villages + complex
      ? { designation: "địa bàn phức tạp về an ninh" as const }
      : {})
  }))
})

export const communeOf: ReadonlyMap<string, string> = new Map(cells.map(c => [c.id, c.commune]))

const old = "01/01/1990"
const end = "01/07/2025"
const resolution = "NQ 1672/NQ-UBTVQH15"

export const units = table("units.csv", "mã,tên,loại,mã cấp trên,ngày thành lập,mã tổ chức", [
  ["ls", "Tỉnh ủy Lạng Sơn", "Tỉnh ủy", "", old, ""],
  ["cl", "Huyện ủy Cao Lộc", "Huyện ủy", "ls", old, ""],
  ["lb", "Huyện ủy Lộc Bình", "Huyện ủy", "ls", old, ""],
  ["bp", "Đảng ủy Bộ đội Biên phòng tỉnh", "Đảng ủy cơ sở", "ls", old, ""],
  ...posts.map(({ id, name }) => [id, `Đồn Biên phòng ${name}`, "Đồn biên phòng", "bp", old, ""]),
  ...communes.map(({ id, name, kind }) => [id, name, kind, "cl", old, ""]),
  ...cells.map(({ id, name, commune }) => [id, name, "Chi bộ", commune, old, ""]),
  ["lb-ms", "Đảng ủy xã Mẫu Sơn", "Đảng ủy xã", "lb", old, ""],
  ["lb-ms-01", "Chi bộ thôn Lặp Slìa", "Chi bộ", "lb-ms", old, ""],
  ["lb-ms-02", "Chi bộ thôn Nà Mìn", "Chi bộ", "lb-ms", old, ""],
  ["lb-yk", "Đảng ủy xã Yên Khoái", "Đảng ủy xã", "lb", old, ""],
  ["lb-tm", "Đảng ủy xã Tú Mịch", "Đảng ủy xã", "lb", old, ""],
  ["x06184", "Đảng ủy xã Đồng Đăng", "Đảng ủy xã", "ls", end, "06184"],
  ["x06211", "Đảng ủy xã Cao Lộc", "Đảng ủy xã", "ls", end, "06211"],
  ["x06196", "Đảng ủy xã Ba Sơn", "Đảng ủy xã", "ls", end, "06196"],
  ["x06220", "Đảng ủy xã Công Sơn", "Đảng ủy xã", "ls", end, "06220"],
  ["p-kl", "Đảng ủy phường Kỳ Lừa", "Đảng ủy phường", "ls", end, ""],
  ["x-ms", "Đảng ủy xã Mẫu Sơn", "Đảng ủy xã", "ls", end, ""]
])

export const unitChanges = table("unit-changes.csv", "việc,đơn vị,vào đơn vị,ngày,văn bản", [
  ...communes.map(({ id, into }) => ["sáp nhập", id, into, end, resolution]),
  ...["lb-ms", "lb-yk", "lb-tm"].map(id => ["sáp nhập", id, "x-ms", end, resolution]),
  ["giải thể", "cl", "", end, resolution],
  ["giải thể", "lb", "", end, resolution]
])

export const designations = table("designations.csv", "đơn vị,loại địa bàn,từ ngày", [
  ...borderCommunes.map(({ id }) => [id, "khu vực biên giới", "01/01/2015"]),
  ...cells.flatMap(({ id, designation }) => (designation === undefined ? [] : [[id, designation, "01/01/2015"]])),
  ...["x06184", "x06211", "x06196"].map(id => [id, "khu vực biên giới", end])
])
