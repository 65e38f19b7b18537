/** The sentences in Vietnamese. Their English counterparts stand in `en.ts`, under the same names. */
import { PlainDate } from "@chibo/core"

export const vi = {
  day: (day: PlainDate.PlainDate): string => PlainDate.formatVietnamese(day),
  onDay: (day: string): string => `ngày ${day}`,
  decimalComma: ",",
  or: " hoặc ",
  and: " và ",
  yes: "có",
  no: "không",
  unknown: "chưa biết",

  citation: {
    of: (day: string): string => ` ngày ${day}`,
    quoted: "",
    reported: "theo nguồn thứ cấp, chưa đọc nguyên văn",
    conflicting: "các nguồn khác nhau",
    recalled: "theo trí nhớ, chưa kiểm chứng",
    practice: "cách làm của địa phương, không phải quy phạm",
    inferred: "suy ra, không có điều khoản nêu rõ"
  },

  outcome: {
    notApplicable: "không thuộc diện xét",
    undetermined: "chưa xác định được",
    conflicting: "các điều khoản mâu thuẫn nhau",
    unanswered: "chưa có câu trả lời"
  },

  why: {
    conclusion: "Kết luận",
    because: "vì",
    sentence: (outcome: string, reason: string): string => `${outcome}, vì: ${reason}`,
    lacking: (things: string): string => `vì ${things}`,
    missing: (labels: string): string => `thiếu thông tin về ${labels}`,
    disputed: (labels: string): string => `các nguồn nêu khác nhau về ${labels}`,
    unread: (texts: string): string => `chưa đọc được ${texts}`,
    without: (labels: string): string => `chưa có ${labels}`,
    calendar: "lịch nghỉ lễ để tính thời hạn",
    gap: "không có điều khoản nào trả lời",
    clocks: (valid: string, known: number, ruling: string | undefined): string =>
      `Xét tại ngày ${valid}, theo các sự việc đã ghi nhận đến số ${known}${ruling === undefined ? "; chưa rõ áp dụng văn bản của ngày nào" : `, áp dụng văn bản có hiệu lực ngày ${ruling}`}.`,
    decides: "Cấp có thẩm quyền quyết định",
    unverified: "Lưu ý: căn cứ chưa được đọc nguyên văn, cần kiểm tra trước khi dùng.",
    task: (who: string, what: string, due: string | undefined): string =>
      `Việc cần làm: ${who} ${what}${due === undefined ? "" : `, hạn ${due}`}.`,
    decisive: "Điều khoản quyết định kết luận",
    others: "Các điều khoản khác đã xét",
    none: "Không có điều khoản nào có hiệu lực vào ngày này.",
    linked: "Dựa trên kết luận khác",
    held: "thỏa mãn",
    refused: "không thỏa mãn",
    unsure: "chưa xác định được",
    unreadHeld: "văn bản chưa được đọc",
    unaffirmed: "quy định địa phương viết theo văn bản cũ, cần xác nhận lại",
    leftOut: "không thuộc diện xét",
    inScope: "vẫn thuộc diện xét",
    excepted: "thỏa mãn, nhưng ngoại lệ dưới đây thay thế",
    wouldSay: "nếu thỏa mãn",
    inForce: (from: string, last: string | undefined): string =>
      `có hiệu lực từ ngày ${from}${last === undefined ? "" : ` đến hết ngày ${last}`}`,
    under: "căn cứ",
    text: "văn bản",
    pack: "theo bộ quy tắc",
    exceptions: "ngoại lệ",
    replaces: (what: string): string => `thay cho: ${what}`,
    read: (on: string): string => `mức áp dụng cho ngày ${on}`
  },

  condition: {
    all: "tất cả các điều kiện sau",
    any: "ít nhất một trong các điều kiện sau",
    must: (relation: string, limit: string): string => ` — điều kiện: ${relation === "" ? "" : `${relation} `}${limit}`,
    be: "",
    differ: "khác",
    lt: "dưới",
    le: "không quá",
    gt: "trên",
    ge: "ít nhất",
    ltDay: "trước ngày",
    leDay: "không sau ngày",
    gtDay: "sau ngày",
    geDay: "từ ngày",
    beDay: "ngày",
    differDay: "khác ngày",
    within: "thuộc",
    outside: "không thuộc",
    range: (least: string | undefined, most: string | undefined): string =>
      least === undefined ? `không quá ${most ?? "?"}` : most === undefined ? `từ ${least} trở lên` : `từ ${least} đến ${most}`,
    outcome: (question: string): string => `kết luận về “${question}”`,
    applies: (question: string): string => `thuộc diện xét về “${question}”`,
    least: (items: string): string => `số nhỏ nhất của ${items}`,
    months: "tháng",
    days: "ngày",
    workingDays: "ngày làm việc",
    share: (part: string, whole: string): string => `tỷ lệ ${part} trên ${whole}`,
    facts: (positions: string): string => ` (sự việc số ${positions})`,
    disputed: (values: string): string => `${values} (các nguồn khác nhau)`,
    unread: (text: string): string => `chưa đọc được ${text}`
  },

  whyNot: {
    already: (outcome: string): string => `Đã là: ${outcome}.`,
    none: (outcome: string): string => `Không có cách nào chỉ đổi một hoặc hai điều mà kết luận thành: ${outcome}.`,
    one: (outcome: string): string => `Kết luận sẽ là “${outcome}” nếu có thay đổi sau:`,
    several: (outcome: string): string => `Kết luận sẽ là “${outcome}” nếu có một trong các thay đổi sau:`,
    change: (label: string, from: string, to: string): string => `${label}: ${to} (hiện nay: ${from})`,
    more: (count: number): string => `… và ${count} cách khác nhỏ như vậy`
  },

  timeline: {
    span: (from: string, last: string): string => (from === last ? `Ngày ${from}` : `Từ ngày ${from} đến hết ngày ${last}`),
    ungoverned: "không thuộc tổ chức nào",
    switched: "có thay đổi vì",
    measure: (label: string, from: string, to: string): string => `${label}: ${to} (trước đó: ${from})`,
    parameter: (label: string, from: string, to: string): string => `mức quy định “${label}”: ${to} (trước đó: ${from})`,
    began: (wording: string): string => `bắt đầu có hiệu lực: ${wording}`,
    ended: (wording: string): string => `hết hiệu lực: ${wording}`,
    nowHeld: (wording: string): string => `nay thỏa mãn: ${wording}`,
    nowRefused: (wording: string): string => `nay không thỏa mãn: ${wording}`,
    nowUnknown: (wording: string): string => `nay chưa xác định được: ${wording}`,
    unit: (from: string, to: string): string => `tổ chức quản lý chuyển từ ${from} sang ${to}`,
    packs: (from: string, to: string): string => `bộ quy tắc áp dụng: ${to} (trước đó: ${from})`,
    outcome: (question: string, from: string, to: string): string => `kết luận về “${question}”: ${to} (trước đó: ${from})`
  },

  replay: {
    same: "Cùng dữ liệu đầu vào cho cùng một ý kiến.",
    stands: "Đầu vào đã thay đổi nhưng ý kiến vẫn như cũ:",
    differs: "Ý kiến nay đã khác, vì:",
    packAdded: (pack: string): string => `thêm bộ quy tắc ${pack}`,
    packGone: (pack: string): string => `không còn bộ quy tắc ${pack}`,
    packVersion: (pack: string, from: string, to: string): string => `bộ quy tắc ${pack}: từ bản ${from} sang bản ${to}`,
    packContent: (pack: string): string => `bộ quy tắc ${pack} đổi nội dung mà không đổi số bản`,
    ruleAdded: (rule: string): string => `thêm quy định ${rule}`,
    ruleGone: (rule: string): string => `bỏ quy định ${rule}`,
    ruleChanged: (rule: string): string => `sửa quy định ${rule}`,
    measure: (id: string, from: string, to: string): string => `cách tính ${id}: từ ${from} sang ${to}`,
    facts: (from: number, to: number): string => `nhật ký từ sự việc số ${from} nay đến số ${to}`,
    journal: "nhật ký không phải là nhật ký trước đây: cùng vị trí nhưng khác mã băm",
    calendar: (from: string, to: string): string => `lịch nghỉ lễ: từ bản ${from} sang bản ${to}`,
    noCalendar: "không có",
    subject: "đối tượng nay không thuộc tổ chức nào, hoặc câu hỏi không còn được đặt ra",
    unexplained: "đầu vào đã khai báo không đổi: có thể một hàm tính đã đổi mà không đổi số bản"
  },

  compare: {
    none: "Không có trường hợp nào có kết luận khác.",
    flip: (question: string, from: string, to: string, count: number): string =>
      `${question}: từ “${from}” thành “${to}”: ${count} trường hợp`,
    by: (before: string, after: string): string => `điều khoản trước: ${before}; điều khoản sau: ${after}`,
    noClause: "không có",
    example: (subject: string, known: number): string => `ví dụ nhỏ nhất: ${subject} (biết ${known} chỉ tiêu)`
  }
}

/** The shape that every language fills. */
export type Words = typeof vi
