/** What the command says. */
export const words = {
  vi: {
    usage: "cách dùng: chibo-scenarios [--lang vi|en] [--above bộ-quy-tắc-cấp-trên]… bộ-quy-tắc tệp-tình-huống…",
    noPack: (name: string, why: string): string => `không nạp được bộ quy tắc từ ${name}: ${why}`,
    noFile: (name: string): string => `không đọc được tệp ${name}`,
    total: (ran: number, broken: number): string => `${ran} tình huống, ${broken} không đúng như mong đợi`
  },
  en: {
    usage: "usage: chibo-scenarios [--lang vi|en] [--above pack-module]… pack-module scenario-file…",
    noPack: (name: string, why: string): string => `no pack can be loaded from ${name}: ${why}`,
    noFile: (name: string): string => `the file ${name} cannot be read`,
    total: (ran: number, broken: number): string => `${ran} scenarios, ${broken} not as expected`
  }
}
