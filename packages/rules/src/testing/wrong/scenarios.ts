/** The scenarios of the right pack. */
import type { Source } from "../scenario/model.ts"

const duty = `
pack: place
question: place.duty
given: { place.tenure: 12, place.badge: 0, place.sick: false }
scenarios:
  - name: twelve months are enough until 2022
    on: [2020-01-01, 2021-12-31]
    expect: may
    because: place.may
  - name: eleven months are not
    on: [2020-01-01, 2021-12-31]
    given: { place.tenure: 11 }
    expect: may-not
    because: place.may-not
  - name: six months are enough from 2022
    on: [2022-01-01, 2023-12-31]
    given: { place.tenure: 6 }
    expect: may
  - name: five months are not
    on: [2022-01-01, 2023-12-31]
    given: { place.tenure: 5 }
    expect: may-not
  - name: the 30-year badge does as well
    on: 2021-06-01
    given: { place.tenure: 0, place.badge: 30 }
    expect: may
  - name: the ill are spared
    on: [2020-01-01, 2023-12-31]
    given: { place.sick: true }
    expect: spared
    because: place.spared
  - name: nobody asked whether the member is ill
    on: 2021-06-01
    not-known: place.sick
    expect: { undetermined: { missing: place.sick } }
  - name: before the regulation of 2020 nothing answers
    on: 2019-12-31
    expect: { undetermined: { gap: true } }
  - name: the regulation of 2024 was not read
    on: 2024-01-01
    expect: { undetermined: { unread: place.2024 } }
`

const others = `
pack: place
scenarios:
  - name: ninety points
    question: place.grade
    on: 2020-01-01
    given: { place.points: 90 }
    expect: excellent
  - name: eighty-nine points
    question: place.grade
    on: 2020-01-01
    given: { place.points: 89 }
    expect: good
  - name: a fifth of the good
    quota: place.quota
    on: 2020-01-01
    decided: { excellent: 2, good: 10 }
    expect: { finding: within, limits: 2 }
  - name: more than a fifth of the good
    quota: place.quota
    on: 2020-01-01
    decided: { excellent: 3, good: 12 }
    expect: { finding: passed, limits: 2 }
  - name: eight months while the place allows nine
    question: nation.leave
    on: [2021-01-01, 2021-12-31]
    given: { nation.months-asked: 8 }
    expect: granted
  - name: nine months while the place allows nine
    question: nation.leave
    on: [2021-01-01, 2021-12-31]
    given: { nation.months-asked: 9 }
    expect: refused
  - name: nine months before and after
    question: nation.leave
    on: [2020-12-31, 2022-01-01]
    given: { nation.months-asked: 9 }
    expect: granted
`

const facts = `
pack: place
question: place.duty
scenarios:
  - name: admitted in 2021 and asked in 2022, six months are enough, but nobody knows whether the member is ill
    on: 2022-02-01
    subject: m-1
    facts:
      - { kind: member.badge-awarded, on: 2022-01-05, member: m-1, years: 40 }
      - { kind: member.admitted, on: 2021-08-01, member: m-1, cell: c-1 }
      - { kind: member.badge-awarded, on: 2021-09-01, member: m-1, years: 30 }
    expect: { undetermined: { missing: place.sick } }
  - name: a day short of six months, and no badge recorded
    on: 2022-08-31
    subject: m-1
    facts: [{ kind: member.admitted, on: 2022-03-01, member: m-1, cell: c-1 }]
    expect: { undetermined: { missing: [place.badge, place.sick] } }
`

export const scenarios: ReadonlyArray<Source> = [
  { name: "duty.yaml", text: duty },
  { name: "others.yaml", text: others },
  { name: "facts.yaml", text: facts }
]
