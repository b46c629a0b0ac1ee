import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundleForNode } from '../../../.ci/support/bundle.mjs'
import { readClassGraph } from '../../../components/patterns/server/readClassGraph'
import { patternFolders, readPatterns } from '../../../components/patterns/server/readPatterns'
import { readTitles } from '../../../components/lesson/server/readLesson'
import { patternHref } from '../../../components/source/server/patternHref'
import { PATTERN_CHALLENGES } from '../../../components/patterns/logic/patternChallenges'
import { annotations } from '../../../content/annotations'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const LANGUAGES = ['en', 'zh'] as const
/** A file of a repository at a tag, or at a commit. */
const FIXED = /^https:\/\/github\.com\/[^/]+\/[^/]+\/blob\/(rocketmq-all-5\.3\.2|[0-9a-f]{40})\//
const PATTERNS = await readPatterns()

function textOf(slug: string, locale: string): string {
  return readFileSync(path.join(ROOT, 'content/patterns', slug, `${locale}.mdx`), 'utf8')
}

/** The elements of a text in their order, with what must be the same in both languages. */
function shapeOf(text: string): string[] {
  return [...text.matchAll(/<(\w+)((?:\s+(?:id|place|href|machine)="[^"]*")*)/g)].map(([, name, attributes]) => `${name}${attributes}`)
}

let checkPattern: (root: string, name: string) => string[]

beforeAll(async () => {
  const program = await bundleForNode('content/patterns/checkPatterns.ts', { name: 'checkPatterns', traced: true })
  checkPattern = ((await import(pathToFileURL(program).href)) as { checkPattern: typeof checkPattern }).checkPattern
})

it('there are the four, in an order of their own', () => {
  expect(patternFolders()).toEqual(['facade', 'singleton', 'state', 'strategy'])
  expect(new Set(PATTERNS.map(({ position }) => position)).size).toBe(4)
})

describe.each(PATTERNS)('the page on $slug', (pattern) => {
  const { slug } = pattern

  it('says nothing that its experiments do not bear out', () => {
    expect(checkPattern(ROOT, slug)).toEqual([])
  })

  it('has the same elements in both languages', () => {
    expect(shapeOf(textOf(slug, 'zh'))).toEqual(shapeOf(textOf(slug, 'en')))
  })

  it.each(LANGUAGES)('has all that a page on a pattern has: %s', (locale) => {
    const scenes = [...textOf(slug, locale).matchAll(/<Scene id="([^"]+)"/g)].map(([, id]) => id!)
    expect(new Set(scenes).size).toBe(scenes.length)
    expect(scenes).toEqual(expect.arrayContaining(['problem', 'shape', 'elsewhere', 'not', 'break-it', 'places']))
  })

  it('draws classes that the engine has, and each is related to another', () => {
    const { nodes, edges } = readClassGraph(pattern.classes)
    expect(nodes.map(({ symbol }) => symbol)).toEqual(pattern.classes)
    const related = new Set(edges.flatMap(({ from, to }) => [from, to]))
    expect(nodes.filter(({ symbol }) => !related.has(symbol))).toEqual([])
  })

  it.each(LANGUAGES)('shows code that is there: %s', (locale) => {
    for (const [, place] of textOf(slug, locale).matchAll(/<Code place="([^"]+)"/g)) {
      const stem = place!.split('#')[0]!
      expect(existsSync(path.join(ROOT, stem.startsWith('content/') ? `${stem}.ts` : `engine/${stem}.ts`)), place).toBe(true)
    }
  })

  it('has badges in the source, which lead here', () => {
    const own = annotations.filter(({ label }) => label.en === pattern.texts.en.name)
    expect(own.length).toBeGreaterThan(0)
    for (const { label } of own) expect(patternHref(label)).toBe(`patterns/${slug}/`)
    expect(pattern.texts.zh.name).toBe(own[0]!.label.zh)
  })

  it('leads to lessons that have the step', () => {
    for (const { slug: lesson, step } of pattern.lessons) {
      if (step !== '') expect(readTitles(lesson, 'en', ROOT).map(({ id }) => id)).toContain(step)
    }
  })

  it('names RocketMQ and three others, in versions that stay', () => {
    expect(pattern.elsewhere).toHaveLength(4)
    for (const { url } of pattern.elsewhere) expect(url).toMatch(FIXED)
  })

  it.each(LANGUAGES)('has a challenge whose judge it gives words to: %s', (locale) => {
    const text = textOf(slug, locale)
    const ids = [...text.matchAll(/<Challenge id="([^"]+)"/g)].map(([, id]) => id!)
    expect(ids).toHaveLength(1)
    const judge = PATTERN_CHALLENGES[ids[0] as keyof typeof PATTERN_CHALLENGES].judge.toString()
    const reasons = /reasons=\{\{([^}]*)\}\}/.exec(text)![1]!
    for (const [, reason] of judge.matchAll(/['"]([a-z]+(?:-[a-z]+)*)['"]/g)) {
      if (['returned', 'threw', 'singleton', 'kill'].includes(reason!)) continue
      expect(reasons).toContain(reason)
    }
  })
})
