import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { benchZh } from '../../components/i18n/zh/bench'
import { referenceZh } from '../../components/i18n/zh/reference'
import { ownZh } from '../../components/i18n/zh/own'
import { patternsZh } from '../../components/i18n/zh/patterns'
import { strategyZh } from '../../components/i18n/zh/strategy'
import { t } from '../../components/i18n'
import { annotations } from '../../content/annotations'
import { exercisesIn } from '../../content/exercises'
import { REQUEST_MEANINGS, RESPONSE_MEANINGS } from '../../content/reference/codes'
import { SETTINGS } from '../../content/reference/defaults'
import { EXCEPTIONS } from '../../content/reference/exceptions'
import { GLOSSARY } from '../../content/reference/glossary'
import { QUESTIONS } from '../../content/reference/questions'
import { CHANGES } from '../../content/reference/versions'
import { FAILURES } from '../../content/runs/failures'
import { readText } from './support/readMdx'

const LESSONS = readdirSync(path.resolve(import.meta.dirname, '../../content/lessons'), { withFileTypes: true })
const HAN = /\p{Script=Han}/u

/** Only what is read: words that are searched for may be others. */
function zhIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => (key === 'zh' && typeof value === 'string' ? [value] : zhIn(value)))
}

/** The forms that the table in `content/README.md` rejects. */
const REJECTED = readText('README.md').split('\n').filter((line) => /^\| (?!English|-)/.test(line)).flatMap((line) => {
  return [...line.split('|')[3]!.matchAll(/`([^`]+)`/g)].map(([, form]) => form!)
})

/** The texts of a nested value that have Chinese in them. */
function textsIn(node: unknown): string[] {
  if (typeof node === 'string') return HAN.test(node) ? [node] : []
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(textsIn) : []
}

/** What a reader takes for words: no code, no addresses, no names of components, no places for values. */
function wordsOf(text: string): string {
  const withoutCode = text.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, ' ').replaceAll(/\]\([^)]*\)/g, ']')
  const withoutPlaces = withoutCode.replaceAll(/'[\w./#-]*'|\b(?:place|machine|href)="[^"]*"/g, ' ')
  const withoutTags = withoutPlaces.replaceAll(/<\/?[A-Z]\w*|\b(?:id|to|outcome|scenario)="[^"]*"|\brun=\{[^\n]*\}/g, ' ')
  return withoutTags.replaceAll(/\{\w+(?:, \w+)?\}/g, ' ').replaceAll(/mqshutdown broker|broker-a|broker\.conf|no route info of (?:this )?topic/gi, ' ')
}

function occurs(form: string, words: string): boolean {
  if (HAN.test(form)) return form === '偏移' ? /偏移(?!量)/.test(words) : words.includes(form)
  return new RegExp(`(?<![\\w（.-])${form}(?![\\w.-])|（${form}(?![\\w）.-])`).test(words)
}

async function lessonSteps(): Promise<Array<readonly [string, string]>> {
  const found = LESSONS.filter((entry) => entry.isDirectory() && entry.name !== 'strategy').map(async ({ name }) => {
    const { lesson } = (await import(`../../content/lessons/${name}/lesson.ts`)) as { lesson: { texts: { zh: object } } }
    return [`${name}/lesson.ts`, textsIn(lesson.texts.zh).join('\n')] as const
  })
  return Promise.all(found)
}

const TEXTS: ReadonlyArray<readonly [string, string]> = [
  ...LESSONS.filter((entry) => entry.isDirectory()).map(({ name }) => [name, readText(`lessons/${name}/zh.mdx`)] as const),
  ...['allocation', 'listener'].map((kind) => [`strategy/${kind}`, readText(`lessons/strategy/${kind}/zh.mdx`)] as const),
  ...['facade', 'singleton', 'state', 'strategy'].map((name) => [`patterns/${name}`, readText(`patterns/${name}/zh.mdx`)] as const),
  ['fidelity', readText('fidelity/zh.mdx')],
  ['interface', textsIn({ ...t('zh'), ownZh, strategyZh, benchZh, patternsZh }).join('\n')],
  ['notes', textsIn(annotations.map(({ label, text }) => [label.zh, text.zh])).join('\n')],
  ['exercises', (['selector', 'allocation', 'listener'] as const).flatMap((kind) => textsIn(exercisesIn('zh', kind))).join('\n')],
  ['reference', zhIn({ CHANGES, EXCEPTIONS, GLOSSARY, QUESTIONS, REQUEST_MEANINGS, RESPONSE_MEANINGS, SETTINGS }).join('\n')],
  ['texts of the reference', textsIn(referenceZh).join('\n')],
  ['failures', zhIn(FAILURES).join('\n')],
  ...await lessonSteps(),
]

describe('Chinese words', () => {
  it('the table rejects some', () => {
    expect(REJECTED.length).toBeGreaterThan(40)
    expect(occurs('key', '每个 key 的顺序')).toBe(true)
    expect(occurs('key', '键（key）')).toBe(false)
    expect(occurs('broker', wordsOf('慢 broker，`broker` 与 {broker}'))).toBe(true)
    expect(occurs('broker', wordsOf('慢 Broker，`broker` 与 {broker}'))).toBe(false)
  })

  it.each(TEXTS)('%s uses none that is rejected', (_, text) => {
    const words = wordsOf(text)
    expect(words).toMatch(HAN)
    expect(REJECTED.filter((form) => occurs(form, words))).toEqual([])
  })
})
