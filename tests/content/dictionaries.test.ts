import { describe, expect, it } from 'vitest'
import { fill, t } from '../../components/i18n'
import { countedIn } from '../../components/i18n/fill'
import { ownEn } from '../../components/i18n/en/own'
import { ownZh } from '../../components/i18n/zh/own'
import { referenceEn } from '../../components/i18n/en/reference'
import { referenceZh } from '../../components/i18n/zh/reference'
import { sourcePagesEn } from '../../components/i18n/en/sourcePages'
import { sourcePagesZh } from '../../components/i18n/zh/sourcePages'
import { patternsEn } from '../../components/i18n/en/patterns'
import { patternsZh } from '../../components/i18n/zh/patterns'
import { strategyEn } from '../../components/i18n/en/strategy'
import { strategyZh } from '../../components/i18n/zh/strategy'

/** Each text of a dictionary with the path to it. */
function textsOf(node: unknown, path = ''): Array<[string, string]> {
  if (typeof node === 'string') return [[path, node]]
  return Object.entries(node as object).flatMap(([key, value]) => textsOf(value, path === '' ? key : `${path}.${key}`))
}

/** The values that can be seen in the text: those that only choose a word need not be in another language. */
function placesOf(text: string): string[] {
  const seen = pluralsOf(text).filter(({ forms }) => [...forms.values()].some((form) => form.includes('#'))).map(({ name }) => name)
  const others = [...text.replaceAll(PLURAL, '').matchAll(/\{(\w+)(?:, number)?\}/g)].map(([, name]) => name!)
  return [...new Set([...seen, ...others])].sort()
}

const PLURAL = /\{(\w+), plural(?: (\w+))?,((?: =?\w+ \{[^{}]*\})+)\}/g

interface Plural {
  readonly name: string
  readonly locale: string
  readonly forms: ReadonlyMap<string, string>
}

function pluralsOf(text: string): Plural[] {
  return [...text.matchAll(PLURAL)].map(([, name, locale, forms]) => {
    const each = [...forms!.matchAll(/ (=?\w+) \{([^{}]*)\}/g)].map(([, key, form]) => [key!, form!] as const)
    return { name: name!, locale: locale ?? '', forms: new Map(each) }
  })
}

/** Values that are no numbers, such as the names of nodes: what follows them is a verb. */
const NAMES = ['node', 'from', 'to', 'symbol', 'className']
/** Times have fractions: 1.000 seconds. */
const FRACTIONS = ['stepper.announce']

/** The texts of every page, and those that only one page has. */
const english = textsOf({
  ...t('en'), strategyPage: strategyEn, patternsPage: patternsEn, ownPage: ownEn, reference: referenceEn, sourcePages: sourcePagesEn,
})
const chineseTexts = textsOf({
  ...t('zh'), strategyPage: strategyZh, patternsPage: patternsZh, ownPage: ownZh, reference: referenceZh, sourcePages: sourcePagesZh,
})
const chinese = new Map(chineseTexts)
const counting = english.filter(([, text]) => pluralsOf(text).length > 0)

/** What is counted somewhere: the words of the plurals. */
const nouns = new Set(counting.flatMap(([, text]) => pluralsOf(text)).flatMap(({ forms }) => {
  return forms.get('other')!.match(/[a-z]+s\b/g) ?? []
}))
const several = `(?:more |acknowledged )?(?:${[...nouns].join('|')})\\b`
/** One of something, and then a word for several. */
const ONE_OF_MANY = new RegExp(`(?<![\\d.,\\u202f])\\b1 ${several}`)
/** A place for a number, and then such a word outside of any plural: wrong for one. */
const COUNTED_WITHOUT_PLURAL = new RegExp(`\\{(?!(?:${NAMES.join('|')})\\})\\w+(?:, number)?\\} ${several}`)

/** Texts that are the same in both languages on purpose: names, also those of the source, signs, and units. */
const SAME = /^(?:(?:\w+\.)*\w+\(\w*\)|[a-z]+(?:[A-Z]\w*)+|[A-Z]\w*|\{\w+\}|ms|s|kill -9|[\W\d_])*$/

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

  it.each(counting)('%s reads right for one, and for several', (key, text) => {
    for (const { name, locale, forms } of pluralsOf(text)) {
      expect([locale, forms.has('one') || forms.has('=1'), forms.has('other')]).toEqual(['en', true, true])
      const [one, five] = [1, 5].map((n) => fill(text, { [name]: n }))
      expect(one).not.toBe(five!.replace('5', '1'))
    }
    const numbers = placesOf(text).filter((name) => !NAMES.includes(name))
    expect(fill(text, Object.fromEntries(numbers.map((name) => [name, 1])))).not.toMatch(ONE_OF_MANY)
    for (const { locale, forms } of pluralsOf(chinese.get(key)!)) expect([locale, forms.has('other')]).toEqual(['zh', true])
  })

  it('count with plurals, and not with a word for any number', () => {
    expect(counting.length).toBeGreaterThan(40)
    expect([...nouns]).toEqual(expect.arrayContaining(['keys', 'messages', 'bytes', 'events']))
    const wrong = english.filter(([key, text]) => COUNTED_WITHOUT_PLURAL.test(text) && !FRACTIONS.includes(key))
    expect(wrong).toEqual([])
  })

  it('follow a number by the rules of their language', () => {
    const keys = countedIn('en')`{n, plural, =0 {no keys} one {# key} other {# keys}} of {all, number}`
    expect([0, 1, 2, 12_345].map((n) => fill(keys, { n, all: 54_321 }))).toEqual([
      'no keys of 54\u202f321', '1 key of 54\u202f321', '2 keys of 54\u202f321', '12\u202f345 keys of 54\u202f321',
    ])
    const klucze = countedIn('pl')`{n, plural, one {# klucz} few {# klucze} many {# kluczy} other {# klucza}}`
    expect([1, 3, 5].map((n) => fill(klucze, { n }))).toEqual(['1 klucz', '3 klucze', '5 kluczy'])
    expect(fill(keys, {})).toBe(keys)
    expect(fill('{n, number}', {})).toBe('{n, number}')
  })
})
