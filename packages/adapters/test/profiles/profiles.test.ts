import * as Csv from "@chibo/adapters/csv"
import * as Matching from "@chibo/adapters/matching"
import * as Memory from "@chibo/adapters/memory"
import * as Profiles from "@chibo/adapters/profiles"
import { type Fact, Id, Journal, type Member, PlainDate } from "@chibo/core"
import { Effect, Result, Stream } from "effect"
import { describe, expect, it } from "vitest"
import { widened } from "./cases.ts"

const units = [
  { unit: "u-1", name: "Chi bộ thôn Nà Sầm", code: "12.030.004.000.001" },
  { unit: "u-2", name: "Chi bộ thôn Bản Luồng" },
  { unit: "u-3", name: "Chi bộ Mẫu Sơn" },
  { unit: "u-4", name: "Chi bộ Mẫu Sơn" },
  { unit: "post-1", name: "Đồn Biên phòng Ba Sơn" }
]
const details = (given: Record<string, string>) => given as Member.Details
const known = [
  { member: Id.MemberId.make("m-1"), details: details({ fullName: "Đặng Thị Hòa", birth: "1962-02-03", cardNumber: "20000001" }) },
  { member: Id.MemberId.make("m-2"), details: details({ fullName: "Vi Văn Bình", birth: "1970-05-06", cardNumber: "20000002" }) },
  { member: Id.MemberId.make("m-3"), details: details({ fullName: "Nông Văn Tú", birth: "1980-07-08" }) }
]
const make = (people: ReadonlyArray<Matching.Person>, cells: Record<string, string> = {}) =>
  Profiles.context({
    on: PlainDate.make("2025-12-31"),
    home: "u-1",
    people: Matching.make(people),
    secret: "secret",
    units,
    cellOf: id => cells[id]
  })
const nobody = make([])
const some = make(known, { "m-1": "u-1", "m-2": "u-2" })

const utf8 = (text: string) => new TextEncoder().encode(text)
const read = (profile: unknown, text: string, context = nobody, answers: Csv.Answers = {}) =>
  Result.getOrThrow(Csv.read(utf8(text), widened(profile), context, { answers })).rows
const facts = (rows: ReadonlyArray<Csv.Row>) =>
  rows.map(row =>
    row._tag === "Read"
      ? row.facts.map(({ kind, on }) => `${kind} ${on}`)
      : row._tag === "Bad"
        ? row.problems.map(({ code, column, place }) => `bad ${code} ${column} ${place}`)
        : row.questions.map(({ code, choices }) => `? ${code}: ${choices.map(({ value }) => value)}`)
  )
const questions = (rows: ReadonlyArray<Csv.Row>) => rows.flatMap(row => (row._tag === "Unclear" ? row.questions : []))
const plain = (rows: ReadonlyArray<Csv.Row>): ReadonlyArray<Fact.Plain> => rows.flatMap(row => (row._tag === "Read" ? row.facts : []))

const top =
  "STT;ID;Họ và tên*;Tên gọi khác;Giới tính*;Sinh ngày*;Dân tộc*;Tôn giáo*;Số định danh cá nhân*;Số thẻ Đảng*;Nơi cấp thẻ;Ngày cấp thẻ;Số thẻ theo QĐ 85;Tổ chức Đảng đang sinh hoạt*;Nơi đăng ký khai sinh;;;Quê quán;;;Thường trú;;;Ngày vào Đảng*;Ngày chính thức*;Số CMND cũ;Trạng thái hoạt động;Ngày rời khỏi/mất/miễn sinh hoạt;Đề nghị xóa"
const parts = ";;;;;;;;;;;;;;Quốc gia*;Tỉnh*;Chi tiết*;Quốc gia;Tỉnh;Chi tiết;Quốc gia;Tỉnh;Chi tiết;;;;;;"
const row40 = (
  status: string,
  since: string,
  more: { readonly name?: string; readonly cell?: string; readonly id?: string; readonly gone?: string } = {}
) =>
  `1;;${more.name ?? "Hứa Văn Lợi"};;Nam;01/02/1975;Tày;Không;${more.id ?? "020075000001"};${(more.id ?? "020075000001").slice(0, 11)}9;;;${more.id === undefined ? "20000009" : ""};${more.cell ?? "Chi bộ thôn Nà Sầm"};Việt Nam;Lạng Sơn;Cao Lộc;;;;;;;03/02/2000;03/02/2001;;${status};${since};${more.gone ?? ""}`
const file40 = (...rows: ReadonlyArray<string>) => ["DANH SÁCH ĐẢNG VIÊN", "", top, parts, ...rows].join("\r\n")

describe("the template 4.0", () => {
  it("has 29 columns below titles, in two header rows, and becomes facts", () => {
    expect(top.split(";").length).toBe(29)
    const rows = read(Profiles.template40, file40(row40("đang sinh hoạt", "")))
    expect(facts(rows)).toEqual([
      ["member.details-changed 2025-12-31", "member.admitted 2000-02-03", "member.recognised 2001-02-03", "member.enrolled 2025-12-31"]
    ])
    expect(rows[0]?.line).toBe(5)
    expect(plain(rows)[0]).toMatchObject({
      personal: { fullName: "Hứa Văn Lợi", citizenNumber: "020075000001", formerCardNumber: "20000009" }
    })
  })

  it("asks what its one date means, and does what is answered", () => {
    const cases: ReadonlyArray<readonly [string, string, ReadonlyArray<string>, string, string]> = [
      ["", "01/03/2024", ["exempt", "gone", "died", "suspended", "none"], "died", "member.died 2024-03-01"],
      ["đang sinh hoạt", "01/03/2024", ["exempt", "gone", "died", "suspended", "none"], "suspended", "member.suspended 2024-03-01"],
      ["rời khỏi", "01/03/2024", ["moved", "left", "struck", "expelled", "none"], "struck", "member.struck 2024-03-01"],
      ["đình chỉ", "", ["none"], "2024-05-06", "member.suspended 2024-05-06"]
    ]
    for (const [status, since, choices, answer, fact] of cases) {
      const text = file40(row40(status, since))
      const [question] = questions(read(Profiles.template40, text))
      if (question === undefined) throw new Error(`no question at ${status}`)
      expect(question.choices.map(({ value }) => value)).toEqual(choices)
      expect(question.vi + question.en).not.toMatch(/Hứa|020075/)
      expect(questions(read(Profiles.template40, text, nobody, { [question.key]: "nonsense" })).length).toBe(1)
      const answered = read(Profiles.template40, text, nobody, { [question.key]: answer })
      expect(facts(answered)[0]?.slice(4)).toEqual([fact])
      // the answer holds where the row stands elsewhere
      const moved = read(
        Profiles.template40,
        file40(row40("", "", { name: "Bế Thị Mai", id: "020180000002" }), row40(status, since)),
        nobody,
        { [question.key]: answer }
      )
      expect(facts(moved)[1]?.slice(4)).toEqual([fact])
    }
    expect(facts(read(Profiles.template40, file40(row40("từ trần", "01/03/2024"))))[0]?.slice(4)).toEqual(["member.died 2024-03-01"])
    const exempt = file40(row40("miễn sinh hoạt", "01/03/2024"))
    const [ground] = questions(read(Profiles.template40, exempt))
    if (ground === undefined) throw new Error("no question")
    const rows = read(Profiles.template40, exempt, nobody, { [ground.key]: "away-for-work" })
    expect(facts(rows)[0]?.slice(4)).toEqual(["exemption.requested 2024-03-01", "exemption.granted 2024-03-01"])
    expect(plain(rows)[4]).toMatchObject({ type: "temporary", ground: "away-for-work", cell: "u-1" })
    expect(facts(read(Profiles.template40, file40(row40("", "", { gone: "x" }))))).toEqual([["? to-be-deleted: keep"]])
  })

  it("says where a cell is wrong", () => {
    const wrong = row40("", "").replace("03/02/2000", "31/02/2000").replace("020075000001", "20075000001").replace("01/02/1975", "27426")
    expect(facts(read(Profiles.template40, file40(wrong)))).toEqual([
      ["bad serial-date Sinh ngày 6", "bad wrong-digits Số định danh cá nhân 9", "bad no-such-day Ngày vào Đảng 24"]
    ])
    expect(facts(read(Profiles.template40, file40(row40("", "", { cell: "Chi bộ Mẫu Sơn" }))))).toEqual([
      ["bad unknown-unit Tổ chức Đảng đang sinh hoạt 14"]
    ])
    expect(facts(read(Profiles.template40, file40(row40("", "").replace("03/02/2001", "03/02/1999"))))).toEqual([
      ["bad recognised-before-admitted Ngày chính thức 25"]
    ])
    const header = Csv.read(utf8(file40(row40("", "")).replace("Ngày vào Đảng*", "Họ và tên")), Profiles.template40, nobody)
    expect(Result.isFailure(header) && header.failure.reason).toMatchObject({ _tag: "WrongHeader" })
  })

  it("is written so that it reads the same again", () => {
    const first = read(
      Profiles.template40,
      file40(row40("", ""), row40("từ trần", "01/03/2024", { name: "Bế Thị Mai", id: "020180000002" }))
    )
    const text = Csv.write(plain(first), Profiles.template40, nobody)
    expect(
      text
        .split("\r\n")
        .slice(0, 2)
        .map(line => line.split(",").length)
    ).toEqual([29, 29])
    expect(plain(read(Profiles.template40, text))).toEqual(plain(first))
  })
})

describe("the export of 8 columns", () => {
  const header = "Họ và tên,Số thẻ Đảng viên,Số CCCD,Ngày sinh,Ngày kết nạp,Chi bộ đang sinh hoạt,Chi bộ nơi cư trú,Trạng thái"
  it("knows people again, whatever the capitals, and asks who is uncertain and since when", () => {
    const rows = read(
      Profiles.export8,
      [
        header,
        "ĐẶNG THỊ HOÀ,20000001,,03/02/1962,01/01/1990,CHI BỘ THÔN NÀ SẦM,,Đang sinh hoạt",
        "VI VĂN BÌNH,20000002,,06/05/1970,01/01/1990,Chi bộ thôn Nà Sầm,,",
        "NONG VAN TU,,,08/07/1980,01/01/2010,12030004000001,,",
        "HỨA VĂN LỢI,,020075000001,1975,01/01/2010,12.030.004.000.001,,miễn sinh hoạt"
      ].join("\n"),
      some
    )
    expect(facts(rows)).toEqual([
      ["member.admitted 1990-01-01"],
      ["? other-cell: stay,enrol"],
      ["? which-person: m-3,new"],
      ["? since-when: none"]
    ])
    expect(questions(rows)[1]?.choices[0]?.vi).toBe("m-3: trùng ngày sinh; khác –")
  })

  it("is written in capitals and reads the same again, but for the spelling", () => {
    const text = `${header}\nHỨA VĂN LỢI,20000009,020075000001,01/02/1975,01/01/2010,Chi bộ thôn Nà Sầm,,\n`
    const first = read(Profiles.export8, text)
    expect(plain(read(Profiles.export8, Csv.write(plain(first), Profiles.export8, nobody)))).toEqual(plain(first))
  })
})

describe("the register of 14 columns", () => {
  const header =
    "Số TT\tHọ và tên đang dùng, họ tên khai sinh, ngày sinh\tNam, nữ, dân tộc, tôn giáo\tQuê quán\tTrình độ\tNghề nghiệp khi vào Đảng và hiện nay\tNgày vào Đảng, ngày chính thức\tSố thẻ đảng, số lý lịch, số huy hiệu\tBộ đội, công an, nghỉ hưu\tChuyển đi (ngày, nơi đến)\tChuyển đến (ngày, nơi đi)\tTừ trần (ngày, lý do)\tRa khỏi Đảng (ngày, hình thức)\tGhi chú"
  const numbers = Array.from({ length: 14 }, (_, at) => `(${at + 1})`).join("\t")
  const row = (out = "", into = "", died = "", left = "") =>
    `1\t"Hứa Văn Lợi\nHứa A Lợi\n01/02/1975"\t"Nam\nTày"\tCao Lộc\t\t\t"03/02/2000\n03/02/2001"\t"20000009\n012345 AB"\t\t${out}\t${into}\t${died}\t${left}\t`
  const table = (...rows: ReadonlyArray<string>) => ["SỔ DANH SÁCH ĐẢNG VIÊN", header, numbers, ...rows].join("\n")

  it("takes apart what stands in one cell", () => {
    expect(header.split("\t").length).toBe(14)
    const rows = read(Profiles.register14, table(row()))
    expect(facts(rows)).toEqual([
      ["member.details-changed 2025-12-31", "member.admitted 2000-02-03", "member.recognised 2001-02-03", "member.enrolled 2025-12-31"]
    ])
    expect(plain(rows)[0]).toMatchObject({
      personal: {
        fullName: "Hứa Văn Lợi",
        otherName: "Hứa A Lợi",
        birth: "1975-02-01",
        sex: "male",
        ethnicity: "Tày",
        cardNumber: "20000009"
      }
    })
    expect(plain(read(Profiles.register14, Csv.write(plain(rows), Profiles.register14, nobody)))).toEqual(plain(rows))
  })

  it("reads events, and asks for what they do not say", () => {
    expect(facts(read(Profiles.register14, table(row("", "", '"04/05/2020\nbệnh"'))))[0]?.slice(4)).toEqual(["member.died 2020-05-04"])
    expect(facts(read(Profiles.register14, table(row("", "", "", '"04/05/2020\nxóa tên"'))))[0]?.slice(4)).toEqual([
      "member.struck 2020-05-04"
    ])
    expect(facts(read(Profiles.register14, table(row("", "", "", "04/05/2020"))))).toEqual([["? which-form: left,struck,expelled"]])
    expect(facts(read(Profiles.register14, table(row("", "", "31/02/2020"))))).toEqual([["bad not-a-date Từ trần (ngày, lý do) 12"]])
    const moved = table(row('"04/05/2020\nChi bộ thôn Bản Luồng"'))
    const [route] = questions(read(Profiles.register14, moved))
    if (route === undefined) throw new Error("no question")
    const rows = read(Profiles.register14, moved, nobody, { [route.key]: "internal" })
    expect(plain(rows).at(-1)).toMatchObject({ kind: "transfer.letter-issued", route: "internal", from: "u-1", to: "u-2" })
    expect(facts(read(Profiles.register14, table(row('"04/05/2020\nĐảng bộ thành phố"'))))).toEqual([["? place-moved-to: outside"]])
  })
})

describe("the register of transfers", () => {
  const lines = (...rows: ReadonlyArray<string>) =>
    [
      "Số TT,Ngày,Họ và tên,Ngày sinh,Ngày vào Đảng,Ngày chính thức,Số thẻ đảng viên,Chuyển đi,,Chuyển đến,,Loại,,,,Ghi chú",
      ",,,,,,,Nơi đến,Nơi giới thiệu,Nơi giới thiệu,Nơi tiếp nhận,Trong huyện,Trong tỉnh,Ngoài tỉnh,Tạm thời,",
      ...rows
    ].join("\n")

  it("reads letters and receptions, asks for the kind, and is written back", () => {
    const rows = read(
      Profiles.transferRegister,
      lines(
        "1,05/06/2024,Đặng Thị Hòa,03/02/1962,,,20000001,Chi bộ thôn Bản Luồng,Chi bộ thôn Nà Sầm,,,x,,,,",
        "2,06/06/2024,Hứa Văn Lợi,01/02/1975,03/02/2000,,20000009,,,Đảng bộ tỉnh khác,Chi bộ thôn Nà Sầm,,,x,,",
        "3,07/06/2024,Vi Văn Bình,06/05/1970,,,,Chi bộ thôn Nà Sầm,Chi bộ thôn Bản Luồng,,,x,,,x,",
        "4,07/06/2024,Vi Văn Bình,06/05/1970,,,,Chi bộ thôn Nà Sầm,Chi bộ thôn Bản Luồng,Chi bộ thôn Nà Sầm,,x,,,,"
      ),
      some
    )
    expect(facts(rows)).toEqual([
      ["transfer.letter-issued 2024-06-05"],
      ["member.details-changed 2024-06-06", "member.admitted 2000-02-03", "transfer.received 2024-06-06"],
      ["? which-route: official,temporary,internal,abroad"],
      ["bad no-direction Chuyển đi / Nơi đến 8"]
    ])
    expect(plain(rows).at(-1)).toMatchObject({ from: "outside", to: "u-1", route: "official" })
    const context = make([...known, ...Matching.fromFacts(plain(rows)).all.values()], { "m-1": "u-1" })
    const again = read(Profiles.transferRegister, Csv.write(plain(rows), Profiles.transferRegister, context), context)
    expect(plain(again)).toEqual(plain(rows).filter(({ kind }) => kind.startsWith("transfer")))
  })
})

describe("assignments at the border", () => {
  it("are read, asked about and written back", () => {
    const text = [
      "Số TT;Họ và tên;Ngày sinh;Số thẻ đảng viên;Đồn biên phòng;Chi bộ;Hình thức;Từ ngày;Đến ngày;Số quyết định",
      "1;Vi Văn Bình;06/05/1970;20000002;Đồn biên phòng Ba Sơn;Chi bộ thôn Nà Sầm;tham dự sinh hoạt;01/01/2024;31/12/2024;43-NQ/ĐUBP",
      "2;Nông Văn Tú;08/07/1980;;Đồn Biên phòng Ba Sơn;Chi bộ thôn Bản Luồng;;01/01/2024;;"
    ].join("\n")
    const rows = read(Profiles.borderAssignments, text, some)
    expect(facts(rows)).toEqual([
      ["border.assigned 2024-01-01"],
      ["? which-link: attends,temporary-member,introduced,office-holder,seconded-deputy-secretary,committee-seat"]
    ])
    expect(plain(rows)[0]).toMatchObject({
      member: "m-2",
      post: "post-1",
      cell: "u-1",
      until: "2025-01-01",
      instrument: { number: "43-NQ/ĐUBP" }
    })
    expect(plain(read(Profiles.borderAssignments, Csv.write(plain(rows), Profiles.borderAssignments, some), some))).toEqual(plain(rows))
  })
})

describe("attendance sheets", () => {
  const sheet = [
    "BẢNG ĐIỂM DANH",
    "STT;Họ và tên;Ngày sinh;Số thẻ đảng viên;05/01/2024 (thường kỳ);05/02/2024;31/02/2024 (thường kỳ);05/03/2024 (chuyên đề)",
    "1;Đặng Thị Hòa;03/02/1962;20000001;x;x;x;x",
    "2;Vi Văn Bình;06/05/1970;;P;x;x;v",
    "3;Nông Văn Tú;08/07/1980;;m;x;x;t"
  ].join("\n")

  it("become a meeting a column", () => {
    const rows = read(Profiles.attendance, sheet, some)
    expect(facts(rows)).toEqual([
      ["meeting.held 2024-01-05"],
      ["? which-form: regular,themed,regular-and-themed,extraordinary"],
      ["bad no-such-day ngày 7"],
      ["meeting.held 2024-03-05"]
    ])
    expect(plain(rows)).toMatchObject([
      { unit: "u-1", form: "regular", attendance: { present: ["m-1"], excused: ["m-2"], absent: [] } },
      { form: "themed", attendance: { present: ["m-1"], excused: [], absent: ["m-2"], specialDuty: ["m-3"] } }
    ])
    expect(plain(read(Profiles.attendance, Csv.write(plain(rows), Profiles.attendance, some), some))).toEqual(plain(rows))
  })

  it("name nobody who is not known, and no mark of their own", () => {
    expect(facts(read(Profiles.attendance, sheet, nobody))[0]).toEqual(["bad unknown-member có mặt 5", "bad unknown-member vắng có phép 5"])
    expect(facts(read(Profiles.attendance, sheet.replace("P;x", "?;x"), some))[0]).toEqual(["bad unknown-mark dấu lạ 5"])
  })
})

describe("a list of members", () => {
  it("is imported, questions answered, and imported again without anything new", async () => {
    const text = file40(row40("", ""), row40("rời khỏi", "01/03/2024", { name: "Bế Thị Mai", id: "020180000002" }))
    const file = { name: "40.csv", bytes: utf8(text) }
    await Effect.runPromise(
      Effect.gen(function* () {
        const rejected: Array<string> = []
        const options = { context: nobody, recordedBy: "clerk-1", rejects: (csv: string) => void rejected.push(csv) }
        const first = yield* Csv.importFile(file, Profiles.template40, options)
        expect([first.total, first.good, first.unclear, first.bad]).toEqual([2, 1, 1, 0])
        const [question] = first.questions
        expect(question).toMatchObject({ file: "40.csv", line: 6, code: "how-gone", column: "Trạng thái hoạt động", place: 27 })
        expect(rejected.join("")).toContain("rời khỏi bằng cách nào?")
        const journal = yield* Journal.Journal
        const recorded = yield* Stream.runCollect(journal.read({}))
        const context = make([...Matching.fromFacts(recorded.map(({ fact }) => fact)).all.values()])
        const answers = { [question?.key ?? ""]: "moved" }
        const second = yield* Csv.importFile(file, Profiles.template40, { ...options, context, answers })
        expect([second.total, second.good, second.known, second.unclear]).toEqual([2, 1, 1, 0])
        const now = yield* Stream.runCollect(journal.read({}))
        const after = make([...Matching.fromFacts(now.map(({ fact }) => fact)).all.values()])
        const third = yield* Csv.importFile(file, Profiles.template40, { ...options, context: after, answers })
        expect([third.known, third.appended]).toEqual([2, 0])
        // the rejected row, mended in its own file with two header rows
        const mended = rejected.join("").replace(';"rời khỏi";', ';"từ trần";')
        const fourth = yield* Csv.importFile({ name: "m.csv", bytes: utf8(mended) }, Profiles.template40, { ...options, context: after })
        expect([fourth.total, fourth.bad, fourth.unclear]).toEqual([1, 0, 0])
      }).pipe(Effect.provide(Memory.layer))
    )
  })
})
