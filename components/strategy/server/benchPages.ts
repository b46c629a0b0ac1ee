import type { Locale } from '../../i18n'
import { benchEn } from '../../i18n/en/bench'
import { strategyEn } from '../../i18n/en/strategy'
import { benchZh } from '../../i18n/zh/bench'
import { strategyZh } from '../../i18n/zh/strategy'

const WORDS = { en: { selector: strategyEn, bench: benchEn }, zh: { selector: strategyZh, bench: benchZh } }

/** The pages on which readers write code, with their places in the course. */
export function benchPages(locale: Locale) {
  const { selector, bench: { allocation, listener } } = WORDS[locale]
  return [
    { slug: 'strategy', part: 4, position: 1, words: selector },
    { slug: 'strategy/allocation', part: 4, position: 9, words: allocation },
    { slug: 'strategy/listener', part: 6, position: 9, words: listener },
  ].map(({ words: { name, description, question }, ...place }) => ({ ...place, name, description, question }))
}
