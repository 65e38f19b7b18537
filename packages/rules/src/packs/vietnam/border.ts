/** Post members in the life of village cells: the one number that can be read into the national texts. Places answer the question themselves. */
import { cite } from "../../Citation.ts"
import * as Dated from "../../Dated.ts"
import { parameter } from "../../RulePack.ts"
import * as texts from "./texts.ts"

/** The directive lets posts assign members and states no number: one follows, and a post's own resolution may ask for more. */
export const fewestPostMembers = parameter(
  "integer",
  "vn.border.fewest-post-members",
  { vi: "số đảng viên đồn biên phòng tham dự sinh hoạt một chi bộ, ít nhất", en: "fewest post members to attend a cell" },
  { vi: "đảng viên", en: "members" },
  [Dated.known(1, "2018-10-08", undefined, cite(texts.directive681, "", "inferred"))],
  { stricter: "higher", lowerUnits: ["tighten"] }
)

export const parameters = [fewestPostMembers]
