import type { Locale } from '../../i18n/locales'

/** The page of the source that has a class or a method; null for code that is not the engine's. */
export function sourcePageOf(symbol: string, locale: Locale): string | null {
  if (symbol.startsWith('content/')) return null
  const [stem, member] = symbol.split('@')[0]!.split('#') as [string, string | undefined]
  return `/${locale}/source/${stem}/${member === undefined ? '' : `#${member}`}`
}
