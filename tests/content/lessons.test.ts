import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { placeFrom, readTitles, runPlace } from '../../components/lesson/server/readLesson'
import type { LessonSource } from '../../components/lesson/logic/LessonSource'
import { listEngineFiles, readEngineFile } from '../../components/source/server/engineFiles'
import { findPlace, NoSuchPlace } from '../../components/source/server/places'
import { readSymbols } from '../../components/source/server/readSymbols'
import { annotations } from '../../content/annotations'
import { codeSpans, elementsOf, readText } from './support/readMdx'

const CONTENT = path.resolve(import.meta.dirname, '../../content')
const LANGUAGES = ['en', 'zh'] as const
const hasSteps = (name: string): boolean => existsSync(path.join(CONTENT, 'lessons', name, 'lesson.ts'))
const NAMES = readdirSync(path.join(CONTENT, 'lessons')).filter(hasSteps)
const SOURCES = new Map<string, LessonSource>()
for (const name of NAMES) {
  const { lesson } = (await import(`../../content/lessons/${name}/lesson.ts`)) as { readonly lesson: LessonSource }
  SOURCES.set(name, lesson)
}

/** An anchor as engine/worker/resolveAnchor reads it. */
const RUN_ANCHOR = /^[^#]+#[^:~@+]+(?::\d+)?(?:~\d+)?(?:@[^+]+)?(?:\+\d+)?$/

/** All that the engine says, for words that a text takes from it. */
const ENGINE_TEXT = listEngineFiles().map((file) => readEngineFile(file)!).join('\n')
const SYMBOLS = new Set(
  listEngineFiles().flatMap((file) => {
    return readSymbols(file, readEngineFile(file)!).map(({ symbol }) => symbol.slice(symbol.lastIndexOf('/') + 1))
  }),
)

/** How many there are, and under which names. */
function shapeOf(texts: unknown): unknown {
  return Array.isArray(texts) || texts === undefined ? texts?.length : Object.keys(texts as object)
}

function textOf(name: string, language: string): string {
  return readText(`lessons/${name}/${language}.mdx`)
}

describe.each(NAMES)('the lesson %s', (name) => {
  const lesson = SOURCES.get(name)!
  const places = [...lesson.steps, ...Object.values(lesson.places).map(placeFrom)]

  it.each(places)('finds $anchor in the engine', (place) => {
    expect(() => findPlace(place.anchor)).not.toThrow()
    expect(runPlace(place)).toMatch(RUN_ANCHOR)
  })

  it('has a scenario', () => {
    expect(existsSync(path.join(CONTENT, 'scenarios', `${lesson.scenario}.json`))).toBe(true)
  })

  it.each(LANGUAGES)('has a text for each step, in that order: %s', (language) => {
    const titles = readTitles(name, language, path.dirname(CONTENT))
    expect(titles.map(({ id }) => id)).toEqual(lesson.steps.map(({ id }) => id))
    expect(new Set(titles.map(({ title }) => title)).size).toBe(titles.length)
    const text = textOf(name, language)
    expect(text.split('</Step>')).toHaveLength(titles.length + 1)
  })

  it('has the same components in both languages, which do the same', () => {
    const [english, chinese] = LANGUAGES.map((language) => {
      return elementsOf(textOf(name, language)).map(({ name: component, attributes }) => {
        const { title, question, options, hints, reasons, answer, label, ...rest } = attributes
        const said = [title, question, answer, label].map((text) => typeof text === 'string' && text.length > 0)
        return { component, said, lists: [options, hints, reasons].map(shapeOf), ...rest }
      })
    })
    expect(english!.length).toBeGreaterThan(0)
    expect(chinese).toEqual(english)
  })

  it('leads only to places that it knows, and to all of them', () => {
    const named = elementsOf(textOf(name, 'en')).flatMap(({ name: component, attributes }) => {
      const run = attributes['run'] as { readonly to?: string; readonly at?: string; readonly then?: string } | undefined
      if (component === 'Go' || component === 'TestCase') return [attributes['to'] as string]
      return [run?.to, run?.at, run?.then].filter((place) => place !== undefined)
    })
    expect([...new Set(named)].sort()).toEqual(Object.keys(lesson.places).sort())
  })

  it('asks only questions that one of the options answers', () => {
    for (const language of LANGUAGES) {
      for (const { attributes } of elementsOf(textOf(name, language)).filter((each) => each.name === 'Predict')) {
        const options = attributes['options'] as readonly string[]
        expect(options.length).toBeGreaterThan(1)
        expect(new Set(options).size).toBe(options.length)
        // Answers come from runs only, see claims.test.ts.
        expect(attributes['outcome']).toBeTypeOf('string')
      }
    }
  })

  it.each(LANGUAGES)('speaks of methods that there are: %s', (language) => {
    const methods = codeSpans(textOf(name, language)).filter((code) => /^\w+#\w+$/.test(code))
    expect(methods.filter((code) => !SYMBOLS.has(code))).toEqual([])
  })

  it.each(LANGUAGES)('uses the engine’s names as the engine does: %s', (language) => {
    const words = codeSpans(textOf(name, language)).filter((code) => /^[a-z]\w*[A-Z]\w*$/.test(code))
    expect(words.length).toBeGreaterThan(3)
    expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(ENGINE_TEXT))).toEqual([])
  })
})

describe('a place', () => {
  it('that is not in the engine is found out', () => {
    for (const place of ['client/Nowhere#send', 'client/Validators#nothing', 'client/Validators#checkMessage@no such text', '']) {
      expect(() => findPlace(place)).toThrow(NoSuchPlace)
    }
  })

  it('may be a method of an object that is const', () => {
    expect(findPlace('common/message/MessageDecoder#encodeMessage').file).toBe('engine/common/message/MessageDecoder.ts')
  })
})

describe('the notes beside the source', () => {
  it('stand where there is something, and in both languages', () => {
    expect(new Set(annotations.map(({ id }) => id)).size).toBe(annotations.length)
    for (const { id, place, label, text } of annotations) {
      expect(() => findPlace(place), id).not.toThrow()
      for (const words of [label.en, label.zh, text.en, text.zh]) expect(words.trim(), id).not.toBe('')
    }
  })
})

describe('the page on fidelity', () => {
  it('has the same sections and as many points in both languages', () => {
    const [english, chinese] = LANGUAGES.map((language) => {
      const lines = readText(`fidelity/${language}.mdx`).split('\n').filter((line) => /^(#+|-|\d+\.) /.test(line))
      return lines.map((line) => /^\S+/.exec(line)![0])
    })
    expect(english!.length).toBeGreaterThan(5)
    expect(chinese).toEqual(english)
  })
})
