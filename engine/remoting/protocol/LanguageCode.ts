/** In which language the other end is written. Original: org.apache.rocketmq.remoting.protocol.LanguageCode. */
export const LanguageCode = {
  JAVA: 0,
  CPP: 1,
  DOTNET: 2,
  PYTHON: 3,
  DELPHI: 4,
  ERLANG: 5,
  RUBY: 6,
  OTHER: 7,
  HTTP: 8,
  GO: 9,
  PHP: 10,
  OMS: 11,
  RUST: 12,
  NODE_JS: 13,
} as const
export type LanguageCode = keyof typeof LanguageCode

const NAMES = Object.keys(LanguageCode) as LanguageCode[]

/** Null for a number that stands for no language. */
export function languageOf(code: number): LanguageCode | null {
  return NAMES[code] ?? null
}

/** Null for a name that is none. */
export function languageNamed(name: string): LanguageCode | null {
  return Object.hasOwn(LanguageCode, name) ? (name as LanguageCode) : null
}
