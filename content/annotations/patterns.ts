/** The patterns of which the remarks in the margin speak. */
export const FACADE = { en: 'Facade', zh: '门面' } as const
export const STATE = { en: 'State', zh: '状态' } as const
export const SINGLETON = { en: 'Singleton', zh: '单例' } as const
export const STRATEGY = { en: 'Strategy', zh: '策略' } as const

const PATTERNS: readonly unknown[] = [FACADE, STATE, SINGLETON, STRATEGY]

interface Remark {
  readonly place: string
  readonly label: Readonly<Record<'en' | 'zh', string>>
}

/** The patterns of each class that has a remark on one, such as `client/producer/DefaultMQProducer`. */
export function patternsOf(remarks: readonly Remark[], locale: 'en' | 'zh'): Record<string, string[]> {
  const found = new Map<string, Set<string>>()
  for (const { place, label } of remarks) {
    if (!PATTERNS.includes(label)) continue
    const symbol = place.slice(0, place.indexOf('#'))
    found.set(symbol, (found.get(symbol) ?? new Set()).add(label[locale]))
  }
  return Object.fromEntries([...found].map(([symbol, labels]) => [symbol, [...labels]]))
}
