/**
 * What a field of a fact is called and what it must be, in words for a clerk. Core says it in English; here each field has its own sentence.
 */
import { Fact } from "@chibo/core"
import type { Problem } from "./problem.ts"

// operations

/**
 * What is wrong with a fact that a row gave, one problem a field. The values are not told.
 */
export const explain = ({ kind, issues }: Fact.FactError, fields: Readonly<{ [field: string]: string }>): ReadonlyArray<Problem> => {
  const label = labels.get(kind) ?? { vi: kind, en: kind }
  return issues.map(({ field, problem }) => {
    const column = columnOf(field, fields)
    const { name, must } = wordsOf(field)
    const where = column === undefined ? { vi: "", en: "" } : { vi: ` (cột "${column}")`, en: ` (column "${column}")` }
    return {
      ...(column === undefined ? {} : { column }),
      code: "wrong-fact",
      vi: `${label.vi}: ${name}${where.vi} ${must}`,
      en: `${label.en}: ${field === "" ? "fields together" : field}${where.en}: ${problem}`
    }
  })
}

// internal

const labels = new Map<string, { readonly vi: string; readonly en: string }>(Fact.kinds.map(({ kind, label }) => [kind, label]))

/** The column of a field, or of the nearest field around it. */
const columnOf = (field: string, fields: Readonly<{ [field: string]: string }>): string | undefined => {
  const parts = field.split(".")
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join(".")
    if (Object.hasOwn(fields, name)) return fields[name]
  }
  return undefined
}

interface Words {
  readonly name: string
  readonly must: string
}

const wordsOf = (field: string): Words => {
  const last = field.split(".").findLast(part => !/^\d+$/.test(part)) ?? ""
  return words[last] ?? { name: last === "" ? "các trường" : `trường ${last}`, must: "có giá trị không hợp lệ; xem lại dòng này" }
}

const id = "phải là mã gồm 1 đến 64 chữ, số và . _ : / -; xem lại mã"
const day = "phải là một ngày có thật trong lịch; xem lại giấy tờ"
const text = "còn trống hoặc quá dài; xem lại ô này"
const count = "phải là số nguyên từ 0"
const choice = "không thuộc các giá trị cho phép; chọn lại"

const words: Readonly<{ [field: string]: Words | undefined }> = {
  on: { name: "ngày", must: day },
  learnedOn: { name: "ngày biết", must: day },
  triggeredOn: { name: "ngày phát sinh", must: day },
  until: { name: "ngày kết thúc", must: "phải là một ngày có thật và sau ngày bắt đầu" },
  from: { name: "nơi đi hoặc ngày bắt đầu", must: "thiếu hoặc không đúng; xem lại" },
  to: { name: "nơi đến", must: "thiếu, không đúng hoặc trùng nơi đi; xem lại" },
  member: { name: "mã đảng viên", must: id },
  members: { name: "danh sách đảng viên", must: "còn trống, có mã không đúng hoặc có người ghi hai lần" },
  cell: { name: "chi bộ", must: "thiếu, không đúng mã hoặc trùng với đồn; xem lại" },
  unit: { name: "tổ chức", must: id },
  units: { name: "các tổ chức", must: "còn trống hoặc có mã không đúng" },
  post: { name: "đồn biên phòng", must: id },
  committee: { name: "cấp ủy", must: id },
  parent: { name: "cấp trên", must: id },
  into: { name: "tổ chức nhận", must: "không đúng mã hoặc trùng với tổ chức được nhập, tách" },
  by: { name: "nơi hoặc người quyết định", must: "thiếu hoặc không đúng; xem lại" },
  transfer: { name: "mã chuyển sinh hoạt", must: id },
  assignment: { name: "mã phân công", must: id },
  exemption: { name: "mã miễn sinh hoạt", must: id },
  meeting: { name: "mã cuộc họp", must: id },
  attendance: { name: "danh sách dự họp", must: "có mã không đúng hoặc có người ghi hai lần" },
  minutes: { name: "thời lượng", must: "phải là số phút từ 1 đến 1440" },
  fullName: { name: "họ và tên", must: "còn trống hoặc dài quá 200 ký tự" },
  otherName: { name: "tên gọi khác", must: "còn trống hoặc dài quá 200 ký tự" },
  sortName: { name: "tên để sắp xếp", must: "còn trống hoặc dài quá 200 ký tự" },
  birth: { name: "ngày sinh", must: "phải là ngày có thật hoặc năm sinh bốn chữ số" },
  sex: { name: "giới tính", must: choice },
  citizenNumber: { name: "số định danh cá nhân", must: "phải có 9 hoặc 12 chữ số, giữ dạng chữ; số 0 ở đầu có thể đã mất" },
  cardNumber: { name: "số thẻ Đảng", must: "phải có 8 hoặc 12 chữ số, giữ dạng chữ; số 0 ở đầu có thể đã mất" },
  formerCardNumber: { name: "số thẻ Đảng cũ", must: "phải có 8 chữ số, giữ dạng chữ; số 0 ở đầu có thể đã mất" },
  amount: { name: "số tiền", must: "phải là số nguyên không âm" },
  month: { name: "tháng", must: "phải viết yyyy-mm" },
  year: { name: "năm", must: "phải là năm bốn chữ số" },
  years: { name: "số năm tuổi Đảng", must: "phải từ 30 đến 100" },
  households: { name: "số hộ", must: "phải là số nguyên từ 1" },
  points: { name: "điểm", must: "phải từ 0 đến 100, hoặc ghi xếp loại thay điểm" },
  tasks: { name: "số nhiệm vụ", must: "không khớp: hoàn thành không quá số giao, đúng hạn và vượt mức không quá số hoàn thành" },
  grade: { name: "xếp loại", must: choice },
  link: { name: "hình thức tham gia", must: choice },
  route: { name: "hình thức chuyển", must: choice },
  form: { name: "hình thức", must: choice },
  ground: { name: "lý do", must: choice },
  type: { name: "loại", must: choice },
  name: { name: "tên", must: text },
  number: { name: "số văn bản", must: text },
  code: { name: "mã tổ chức", must: "gồm chữ số và chữ in, có hoặc không có dấu chấm" },
  part: { name: "phần chuyển giao", must: "có mã tổ chức không đúng" },
  as: { name: "loại địa bàn", must: choice },
  text: { name: "văn bản được kế thừa", must: id },
  office: { name: "chức vụ", must: choice },
  channel: { name: "cách liên hệ", must: choice },
  ballot: { name: "mã cuộc biểu quyết", must: id },
  question: { name: "nội dung biểu quyết", must: choice },
  base: { name: "số người có quyền biểu quyết", must: "phải là số nguyên, không nhỏ hơn tổng số phiếu" },
  yes: { name: "số phiếu tán thành", must: count },
  no: { name: "số phiếu không tán thành", must: count },
  invalid: { name: "số phiếu không hợp lệ", must: count },
  comments: { name: "nhận xét nơi đến", must: "phải là có hoặc không" },
  inspection: { name: "mã cuộc kiểm tra", must: id },
  finding: { name: "mã kết luận kiểm tra", must: id },
  regime: { name: "quy định áp dụng", must: text },
  nature: { name: "tính chất", must: choice },
  measure: { name: "hình thức kỷ luật hoặc chỉ tiêu", must: choice },
  class: { name: "nhóm đóng đảng phí", must: choice },
  percent: { name: "tỷ lệ phần trăm", must: "phải là số từ 0 đến 100" },
  namespace: { name: "không gian tên", must: "chỉ gồm chữ thường, chữ số và dấu gạch nối" },
  schemaVersion: { name: "phiên bản mô tả", must: "phải là số nguyên từ 1" },
  data: { name: "dữ liệu kèm theo", must: "thiếu hoặc không đúng mô tả" },
  corrects: { name: "ghi nhận được đính chính", must: "phải là vị trí của một ghi nhận đã có" },
  retracts: { name: "ghi nhận được rút lại", must: "phải là vị trí của một ghi nhận đã có" },
  replacement: { name: "nội dung đính chính", must: "thiếu hoặc không hợp lệ" },
  basis: { name: "căn cứ", must: text },
  kind: { name: "loại ghi nhận", must: "chưa biết trong bản phần mềm này" }
}
