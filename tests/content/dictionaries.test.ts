import { describe, expect, it } from 'vitest'
import { fill, t } from '../../components/i18n'
import { ownEn } from '../../components/i18n/en/own'
import { ownZh } from '../../components/i18n/zh/own'
import { strategyEn } from '../../components/i18n/en/strategy'
import { strategyZh } from '../../components/i18n/zh/strategy'

/** Each text of a dictionary with the path to it. */
function textsOf(node: unknown, path = ''): Array<[string, string]> {
  if (typeof node === 'string') return [[path, node]]
  return Object.entries(node as object).flatMap(([key, value]) => textsOf(value, path === '' ? key : `${path}.${key}`))
}

function placesOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort()
}

/** The texts of every page, and those that only one page has. */
const english = textsOf({ ...t('en'), strategyPage: strategyEn, ownPage: ownEn })
const chineseTexts = textsOf({ ...t('zh'), strategyPage: strategyZh, ownPage: ownZh })
const chinese = new Map(chineseTexts)

/** Texts that are the same in both languages on purpose: names, signs, and units. */
const SAME = /^(?:[A-Z]\w*|\{\w+\}|ms|s|kill -9|[\W\d_])*$/

/** An address without a link in it is no problem, so there is nothing to say of it. */
const NOTHING_TO_SAY = 'stepper.notices.badLink.absent'

describe('the texts of the interface', () => {
  it('have the same keys in both languages', () => {
    expect(english.length).toBeGreaterThan(100)
    expect([...chinese.keys()].sort()).toEqual(english.map(([key]) => key).sort())
  })

  it.each(english)('%s has the same places to fill', (key, text) => {
    expect(placesOf(chinese.get(key)!)).toEqual(placesOf(text))
  })

  it('are never empty', () => {
    const empty = [...english, ...chineseTexts].filter(([, text]) => text.trim() === '').map(([key]) => key)
    expect(empty.filter((key) => key !== NOTHING_TO_SAY)).toEqual([])
  })

  it('are translated', () => {
    const han = /\p{Script=Han}/u
    const forgotten = english.filter(([key, text]) => chinese.get(key) === text && !SAME.test(text))
    expect(forgotten).toEqual([])
    const own = new Set(['site.otherLanguage', 'site.thisLanguage'])
    expect(english.filter(([key, text]) => han.test(text) && !own.has(key))).toEqual([])
  })

  it('are filled by name, and what has no value stays', () => {
    expect(fill('{a} of {b}, {a}', { a: 1, b: 'x' })).toBe('1 of x, 1')
    expect(fill('{a} and {c}', { a: 0 })).toBe('0 and {c}')
  })
})
