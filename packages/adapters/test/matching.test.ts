import * as Matching from "@chibo/adapters/matching"
import { Fact, Id, type Member } from "@chibo/core"
import fc from "fast-check"
import { describe, expect, it } from "vitest"

const person = (id: string, details: Member.Details): Matching.Person => ({ member: Id.MemberId.make(id), details })
const an: Member.Details = {
  fullName: "Đặng Thị Hòa",
  birth: "1962-02-03" as Member.BirthDate,
  citizenNumber: "020162000001",
  cardNumber: "20000001"
}
const binh: Member.Details = {
  fullName: "Vi Văn Bình",
  birth: "1970-05-06" as Member.BirthDate,
  citizenNumber: "020070000002",
  cardNumber: "20000002"
}
const people = Matching.make([person("m-1", an), person("m-2", binh), person("m-3", { fullName: "Bế Văn Lý", birth: "1980" })])
const tag = (wanted: Member.Details) => {
  const match = Matching.find(people, wanted)
  if (match._tag === "Same") return `${match.person.member} ${match.by}`
  return match._tag === "New" ? "New" : match.candidates.map(({ member, agrees, differs }) => `${member}? +${agrees} -${differs}`).join(" ")
}
const birth = (text: string) => text as Member.BirthDate

describe("finding a person", () => {
  it("goes by citizen's number, then card, then name and birth date", () => {
    expect(tag({ ...an, cardNumber: "99999999" })).toBe("m-1 citizen-number")
    expect(tag({ citizenNumber: "020162000001", fullName: "Đặng Thị Hoà", birth: birth("1962") })).toBe("m-1 citizen-number")
    expect(tag({ cardNumber: "20000002", fullName: "VI VĂN BÌNH" })).toBe("m-2 card-number")
    expect(tag({ formerCardNumber: "20000002", cardNumber: "020070000099", birth: birth("1970-05-06") })).toBe("m-2 card-number")
    expect(tag({ fullName: "ĐẶNG THỊ HOÀ", birth: birth("1962-02-03") })).toBe("m-1 name-and-birth")
    expect(tag({ fullName: "Hứa Thị Mai", birth: birth("1962-02-03"), citizenNumber: "020162000777" })).toBe("New")
  })

  it("lists what is uncertain, with what agrees and what does not", () => {
    expect(tag({ citizenNumber: "020162000001", fullName: "Hứa Thị Mai", birth: birth("1999-01-01") })).toBe(
      "m-1? +citizenNumber -fullName,birth"
    )
    expect(tag({ cardNumber: "20000002", fullName: "Hứa Thị Mai" })).toBe("m-2? +cardNumber -fullName")
    expect(tag({ cardNumber: "20000002" })).toBe("m-2? +cardNumber -")
    expect(tag({ citizenNumber: "020162000001", cardNumber: "20000002" })).toBe(
      "m-1? +citizenNumber -cardNumber m-2? +cardNumber -citizenNumber"
    )
    expect(tag({ fullName: "Đặng Thị Hòa", birth: birth("1962-02-03"), citizenNumber: "020162000099" })).toBe(
      "m-1? +fullName,birth -citizenNumber"
    )
    expect(tag({ fullName: "Đặng Thị Hòa", birth: birth("1962") })).toBe("m-1? +fullName -")
    expect(tag({ fullName: "Bế Văn Lý", birth: birth("1980") })).toBe("m-3? +fullName,birth -")
    expect(tag({ fullName: "Hoà Đặng Thị", birth: birth("1962-02-03") })).toBe("m-1? +birth -")
    expect(tag({ fullName: "Đặng Thị Hòa", birth: birth("1962-03-02") })).toBe("New")
    expect(tag({})).toBe("New")
  })

  it("lists whom a number finds where the name, the birth date or another key says otherwise", () => {
    expect(tag({ citizenNumber: "020162000001", fullName: "Hứa Thị Mai", birth: birth("1962-02-03") })).toBe(
      "m-1? +citizenNumber,birth -fullName"
    )
    expect(tag({ citizenNumber: "020162000001", fullName: "Đặng Thị Hòa", birth: birth("1970-02-03") })).toBe(
      "m-1? +citizenNumber,fullName -birth"
    )
    const twins = Matching.make([
      person("m-4", { cardNumber: "20000004", birth: birth("1962-02-03") }),
      person("m-5", { fullName: "Đặng Thị Hòa", birth: birth("1962-02-03") }),
      person("m-6", { citizenNumber: "020162000006", fullName: "Đặng Thị Hòa", birth: birth("1962") }),
      person("m-7", { citizenNumber: "020162000007", fullName: "Đặng Thị Hòa", birth: birth("1962-02-03") })
    ])
    const who = (wanted: Member.Details) => {
      const match = Matching.find(twins, wanted)
      return match._tag === "Uncertain" ? match.candidates.map(({ member }) => member) : match._tag
    }
    const hoa: Member.Details = { fullName: "Đặng Thị Hòa", birth: birth("1962-02-03") }
    expect(who({ ...hoa, cardNumber: "20000004" })).toEqual(["m-4", "m-5", "m-7"])
    // the number of m-7 says that it is somebody else; m-5 has none, and may be the same person twice
    expect(who({ ...hoa, citizenNumber: "020162000006" })).toEqual(["m-6", "m-5"])
    expect(who(hoa)).toEqual(["m-5", "m-7"])
  })

  it("lists people of a name where a birth date is missing, and never takes them for new", () => {
    expect(tag({ fullName: "Đặng Thị Hoà" })).toBe("m-1? +fullName -")
    expect(tag({ fullName: "Dang Thi Hoa" })).toBe("m-1? + -")
    expect(tag({ fullName: "Đặng Thị Hòa", citizenNumber: "020162000099" })).toBe("New")
    const undated = Matching.make([person("m-8", { fullName: "Nông Văn Tú" })])
    expect(Matching.find(undated, { fullName: "Nông Văn Tú", birth: birth("1990-01-01") })._tag).toBe("Uncertain")
    expect(Matching.find(undated, { fullName: "Nông Văn Tú", citizenNumber: "020162000099" })._tag).toBe("Uncertain")
  })

  it("reads numbers however they are spaced, and lists those that lost zeros", () => {
    const given = { fullName: "Đặng Thị Hòa" }
    for (const number of ["020 162 000 001", "020.162.000.001", "020162000001\u200b", "０２０１６２０００００１"])
      expect(tag({ ...given, citizenNumber: number }), number).toBe("m-1 citizen-number")
    expect(tag({ citizenNumber: "20162000001" })).toMatch(/^m-1\?/)
    expect(tag({ citizenNumber: "20162000001", fullName: "Hứa Thị Mai", birth: birth("1999-01-01") })).toMatch(/^m-1\?/)
    expect(tag({ citizenNumber: "162000001" })).toBe("New") // an older number of nine digits is another one
    expect(Matching.pseudonym("secret", { citizenNumber: "020 162 000 001" })).toBe(Matching.pseudonym("secret", an))
  })

  it("warns of characters that look like others, and never takes them for the same", () => {
    for (const name of ["Ðặng Thị Hòa", "ðặng Thị Hòa", "Đặng Thị Hò\u0430", "Dang Thi Hoa", "Đặng Th\u0131\u0323 Hòa"]) {
      const match = Matching.find(people, { fullName: name, birth: birth("1962-02-03") })
      expect(match._tag, name).toBe("Uncertain")
      if (name !== "Dang Thi Hoa") expect(match.warnings.length, name).toBeGreaterThan(0)
    }
    const hidden = Matching.find(people, { fullName: "Đặng\u200b Thị Hòa", birth: birth("1962-02-03") })
    expect([hidden._tag, hidden.warnings]).toEqual(["Same", [{ field: "fullName", codePoint: "U+200B" }]])
  })

  it("finds a hundred thousand spellings, and takes no other person for the same", () => {
    const families = ["Nguyễn", "Trần", "Đặng", "Đỗ", "Hồ", "Quý", "Thúy"]
    const middles = ["Văn", "Thị", "Hoàng", "Thủy"]
    const givens = ["Hòa", "Huệ", "Thùy", "Lộc", "Ngọc", "Đức", "Khỏe", "Mỹ"]
    const all = families.flatMap((a, i) =>
      middles.flatMap((b, j) =>
        givens.map((c, k) => person(`m-${i}-${j}-${k}`, { fullName: `${a} ${b} ${c}`, birth: birth(`19${60 + i}-0${j + 1}-1${k}`) }))
      )
    )
    const known = Matching.make(all)
    const moved: ReadonlyArray<readonly [string, string]> = [
      ["òa", "oà"],
      ["ỏe", "oẻ"],
      ["ủy", "uỷ"],
      ["ùy", "uỳ"],
      ["úy", "uý"]
    ]
    const same: ReadonlyArray<(text: string) => string> = [
      text => text.normalize("NFD"),
      text => text.toUpperCase(),
      text => ` ${text.replaceAll(" ", "  \u00a0")} `,
      text => text.replace(" ", "\u200b "),
      text => moved.reduce((result, [from, to]) => result.replaceAll(from, to), text)
    ]
    const other: ReadonlyArray<(text: string) => string> = [
      text => text.replace("Đ", "Ð"),
      text => text.replace("n", "ո"),
      text => text.replace("o", "о"),
      text => text.split(" ").reverse().join(" "),
      text => text.normalize("NFD").replace(/\p{M}/gu, ""),
      text => `${text} Anh`
    ]
    let looked = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.subarray([...same]),
        fc.option(fc.constantFrom(...other)),
        ({ member, details }, spell, change) => {
          looked++
          const name = details.fullName ?? ""
          const changed = change === null ? name : change(name)
          const fullName = spell.reduce((text, step) => step(text), changed)
          const match = Matching.find(known, { ...details, fullName })
          if (changed === name) expect(match._tag === "Same" && match.person.member).toBe(member)
          else expect(match._tag).not.toBe("Same")
        }
      ),
      { numRuns: 100_000 }
    )
    console.log(`matching: looked at ${looked} pairs`)
    expect(looked).toBeGreaterThanOrEqual(100_000)
  }, 120_000)

  it("knows people from facts, and names a new one without saying who", () => {
    const facts = [
      Fact.make({ kind: "member.details-changed", on: "2020-01-01", member: "m-9", personal: { fullName: "Nông Văn Tú", birth: "1990" } }),
      Fact.make({ kind: "member.details-changed", on: "2021-01-01", member: "m-9", personal: { birth: "1990-07-08" } }),
      Fact.make({ kind: "member.died", on: "2022-01-01", member: "m-9" })
    ]
    const match = Matching.find(Matching.fromFacts(facts), { fullName: "nông văn tú", birth: birth("1990-07-08") })
    expect(match._tag).toBe("Same")
    const id = Matching.pseudonym("secret", an)
    expect(id).toMatch(/^p-[0-9a-f]{24}$/)
    expect(Matching.pseudonym("secret", { citizenNumber: "020162000001" })).toBe(id)
    expect(Matching.pseudonym("other", an)).not.toBe(id)
    expect(Matching.pseudonym("secret", { fullName: "Đặng Thị Hòa", birth: "1962" })).toBe(undefined)
  })
})
