/** The texts that the national pack rests on. A date is that of the paper; when it came into force stands at the values and clauses. */
import { text } from "../../Citation.ts"

const charterRules = { vi: "Quy định thi hành Điều lệ Đảng", en: "Regulation on applying the Party Charter" }
const charterGuidance = { vi: "Hướng dẫn thi hành Điều lệ Đảng", en: "Guidance on applying the Party Charter" }
const evaluation = { vi: "Đánh giá, xếp loại chất lượng hằng năm", en: "Yearly evaluation" }

export const charter = text("vn.charter-2011", "Điều lệ Đảng 2011", "2011-01-19", {
  vi: "Điều lệ Đảng Cộng sản Việt Nam",
  en: "Charter of the Communist Party of Vietnam"
})

export const r45 = text("vn.45-qd-tw-2011", "45-QĐ/TW", "2011-11-01", charterRules)
export const r29 = text("vn.29-qd-tw-2016", "29-QĐ/TW", "2016-07-25", charterRules)
export const r24 = text("vn.24-qd-tw-2021", "24-QĐ/TW", "2021-07-30", charterRules)
export const r232 = text("vn.232-qd-tw-2025", "232-QĐ/TW", "2025-01-20", charterRules)
export const r294 = text("vn.294-qd-tw-2025", "294-QĐ/TW", "2025-05-26", charterRules)
export const r20 = text("vn.20-qd-tw-2026", "20-QĐ/TW", "2026-04-08", charterRules)
export const r208 = text("vn.208-qd-tw-2026", "208-QĐ/TW", "2026-07-26", charterRules)

export const g2012 = text("vn.01-hd-tw-2012", "01-HD/TW", "2012-01-05", charterGuidance)
export const g2016 = text("vn.01-hd-tw-2016", "01-HD/TW", "2016-09-20", charterGuidance)
export const g2021 = text("vn.01-hd-tw-2021", "01-HD/TW", "2021-09-28", charterGuidance)
export const g2025 = text("vn.06-hd-tw-2025", "06-HD/TW", "2025-06-09", charterGuidance)
export const g2026 = text("vn.01-hd-tw-2026", "01-HD/TW", "2026-05-19", charterGuidance)

const operations = { vi: "Hướng dẫn nghiệp vụ công tác đảng viên", en: "Guidance on the handling of members" }
export const op2012 = text("vn.12-hd-btctw-2012", "12-HD/BTCTW", "2012-05-17", operations)
export const op2022 = text("vn.12-hd-btctw-2022", "12-HD/BTCTW", "2022-01-18", operations)
export const op2025 = text("vn.38-hd-btctw-2025", "38-HD/BTCTW", "2025-09-29", operations)
export const handover2017 = text("vn.09-hd-btctw-2017", "09-HD/BTCTW", "2017-06-05", {
  vi: "Chuyển giao tổ chức đảng, chuyển sinh hoạt đảng tập thể",
  en: "On handing over organisations and collective transfers"
})
export const abroad = text("vn.86-qd-tw", "86-QĐ/TW", undefined, { vi: "Đảng viên ở ngoài nước", en: "On members abroad" })
export const districtsEnd = text("vn.202-2025-qh15", "202/2025/QH15", undefined, {
  vi: "Sắp xếp đơn vị hành chính, kết thúc cấp huyện",
  en: "On the reorganisation of units that ended the district level"
})

export const directive681 = text("vn.681-ct-du-2018", "681-CT/ĐU (Đảng ủy Bộ đội Biên phòng)", "2018-10-08", {
  vi: "Phân công đảng viên đồn biên phòng phụ trách hộ gia đình ở khu vực biên giới",
  en: "On post members who look after households of the border area"
})

const dues = { vi: "Chế độ đảng phí", en: "On dues" }
export const dues342 = text("vn.342-qd-tw-2010", "342-QĐ/TW", "2010-12-28", dues)
export const dues01 = text("vn.01-qd-tw-2026", "01-QĐ/TW", "2026-02-03", dues)

export const ev2014 = text("vn.27-hd-btctw-2014", "27-HD/BTCTW", "2014-09-25", evaluation)
export const ev132 = text("vn.132-qd-tw-2018", "132-QĐ/TW", "2018-03-08", evaluation)
export const ev2018 = text("vn.16-hd-btctw-2018", "16-HD/BTCTW", "2018-09-24", evaluation)
export const ev2019 = text("vn.21-hd-btctw-2019", "21-HD/BTCTW", "2019-10-18", evaluation)
export const ev2023 = text("vn.124-qd-tw-2023", "124-QĐ/TW", "2023-10-04", evaluation)
export const ev2025 = text("vn.366-qd-tw-2025", "366-QĐ/TW", "2025-08-30", evaluation)

export const meetings2018 = text("vn.12-hd-btctw-2018", "12-HD/BTCTW", "2018-07-06", {
  vi: "Nâng cao chất lượng sinh hoạt chi bộ",
  en: "On better cell meetings"
})
export const meetings2025 = text("vn.42-hd-btctw-2025", "42-HD/BTCTW", "2025-10-28", {
  vi: "Đổi mới sinh hoạt chi bộ",
  en: "On renewing cell meetings"
})
