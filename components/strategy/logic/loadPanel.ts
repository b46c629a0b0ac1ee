import type { Locale } from '../../i18n'
import type { StrategyTexts } from '../../i18n/en/strategy'
import type { BuiltIn } from './BuiltIn'

/** What the panel is made of besides its code. */
export interface PanelParts {
  readonly texts: StrategyTexts
  readonly builtIns: readonly BuiltIn[]
}

let loaded: Promise<PanelParts> | null = null

/** Fetches it once; after a failure the next call tries again. */
export function loadPanel(locale: Locale): Promise<PanelParts> {
  loaded ??= load(locale).catch((error: unknown) => {
    loaded = null
    throw error
  })
  return loaded
}

async function load(locale: Locale): Promise<PanelParts> {
  const [texts, builtIns] = await Promise.all([textsIn(locale), fetchBuiltIns()])
  return { texts, builtIns }
}

async function textsIn(locale: Locale): Promise<StrategyTexts> {
  if (locale === 'zh') return (await import('../../i18n/zh/strategy')).strategyZh
  return (await import('../../i18n/en/strategy')).strategyEn
}

async function fetchBuiltIns(): Promise<BuiltIn[]> {
  const response = await fetch(`${process.env.NEXT_PUBLIC_BASE ?? ''}/built-ins.json`)
  if (!response.ok) throw new Error(`/built-ins.json: ${response.status}`)
  return await response.json() as BuiltIn[]
}
