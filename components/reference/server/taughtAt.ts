import { RUNS } from '@/content/runs'
import type { Taught } from '@/content/reference/ReferenceText'
import type { Locale } from '../../i18n/locales'
import { courseIn } from '../../lesson/server/course'
import { hasRoute } from '../../site/server/hasRoute'
import { listSymbols, type ListedSymbol } from '../../source/server/listSymbols'

/** Where a reader goes to see it: an address, or null as long as the site has no page for it. */
export interface LinkedPlace {
  readonly href: string | null
  readonly label: string
}

let symbols: Map<string, ListedSymbol> | null = null

/** Reading all sources takes a second, and all pages of a build ask for the same. */
export function symbolNamed(name: string): ListedSymbol | undefined {
  symbols ??= new Map(listSymbols().map((symbol) => [symbol.symbol, symbol]))
  return symbols.get(name)
}

/** @throws Error naming what is gone: the build fails with it */
export async function taughtAt(taught: Taught, locale: Locale): Promise<LinkedPlace> {
  if ('symbol' in taught) return placeOfSymbol(taught.symbol, locale)
  if ('run' in taught) {
    const run = RUNS.find(({ scenario }) => scenario === taught.run)
    if (run === undefined) throw new Error(`the reference leads to the run ${taught.run}, which is gone`)
    return { href: `/${locale}/runs/${taught.run}/`, label: run.title[locale] }
  }
  const lessons = (await courseIn(locale)).flatMap((part) => part.lessons)
  const lesson = lessons.find(({ slug }) => slug === taught.lesson)
  const step = lesson?.steps.find(({ id }) => id === taught.step)
  if (lesson === undefined || (taught.step !== undefined && step === undefined)) {
    throw new Error(`the reference leads to ${taught.lesson}#${taught.step ?? ''}, which is gone`)
  }
  const href = `/${locale}/learn/${lesson.slug}/`
  return step === undefined ? { href, label: lesson.name } : { href: `${href}#step-${step.id}`, label: `${lesson.name}: ${step.title}` }
}

/** `client/Validators#checkMessage` → `Validators#checkMessage`, with the address of its page. */
export function placeOfSymbol(name: string, locale: Locale): LinkedPlace {
  const symbol = symbolNamed(name)
  if (symbol === undefined) throw new Error(`the reference leads to ${name}, which is gone`)
  return { href: hasRoute('source') ? `/${locale}/${symbol.href}` : null, label: name.slice(name.lastIndexOf('/') + 1) }
}
