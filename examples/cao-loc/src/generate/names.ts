/** Names of people and villages, put together from common parts: nobody in the data exists. */
import type { Random } from "./random.ts"

const list = (words: string): ReadonlyArray<string> => words.split(" ")

const families = list(
  "Hoàng Hoàng Hoàng Nông Nông Nông Lương Lương Vi Vi Vi Triệu Triệu Bế Bế Đặng Đặng Lý Lý Nguyễn Nguyễn Trần Lê Hứa Chu Lộc Lành Phùng Dương Đinh Mã Lưu Đàm Tô Bàn Lăng La Hà Phạm Vũ"
)
const parts = {
  nam: {
    middle: list("Văn Văn Văn Văn Đức Minh Quang Hữu Công Trung Ngọc Xuân Thanh Tiến Quốc Kim Sành Thế"),
    given: list(
      "An Bình Biên Chiến Chung Cường Dũng Đại Đạo Điệp Đoàn Đông Đức Giang Hải Hiếu Hiệp Hòa Hóa Hoan Hùng Huy Hưng Khánh Khoa Kiên Lâm Lập Lợi Long Luân Mạnh Nam Nghĩa Ngọc Phong Phúc Phương Quân Quý Quyết Sơn Tài Tâm Thái Thành Thắng Thiện Thịnh Thọ Thuận Tiến Toàn Trường Tuấn Tùng Tư Vinh Vượng Xuân Yên"
    )
  },
  nữ: {
    middle: list("Thị Thị Thị Thị Thu Thanh Ngọc Bích Hồng Kim Minh Thúy Lan Mai"),
    given: list(
      "Ánh Anh Bích Chi Cúc Dung Duyên Đào Điệp Giang Hà Hạnh Hằng Hiền Hoa Hòa Hoài Hồng Huệ Hương Hường Kiều Lan Lê Liên Liễu Linh Loan Luyến Ly Mai Mến Minh Mơ Nga Ngân Nhung Oanh Phương Quyên Sen Tâm Thảo Thắm Thanh Thoa Thơm Thu Thủy Thúy Trang Tuyết Uyên Vân Xuân Yến"
    )
  }
} as const

export type Sex = keyof typeof parts

/** A name in composed form; in files of this kind both places of the tone occur, so one in two of those that can differ has the other. */
export const personName = (r: Random, sex: Sex): string => {
  const { middle, given } = parts[sex]
  const name = `${r.pick(families)} ${r.pick(middle)} ${r.pick(given)}`
  return r.chance(0.5) ? name.replace(/Hòa/, "Hoà").replace(/Hóa/, "Hoá").replace(/Thủy/, "Thuỷ").replace(/Thúy/, "Thuý") : name
}

const first = list("Bản Nà Pò Khuổi Pác Co Lũng Cốc Nặm Còn")
const second = list("Lầu Tàn Mạ Háng Slìa Phai Va Đon Thâm Piềng Mạ Chang Mìn Rọ Sâu Kéo Toong Khoang Lài Nhàng")

/** Names of villages, each once. */
export const villageNames = (r: Random, count: number): ReadonlyArray<string> =>
  r.shuffle([...new Set(first.flatMap(a => second.map(b => `${a} ${b}`)))]).slice(0, count)
