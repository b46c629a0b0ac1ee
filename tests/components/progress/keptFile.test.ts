import { describe, expect, it } from 'vitest'
import { readKept, takeOver, writeKept } from '../../../components/progress/logic/keptFile'
import { ProgressBook } from '../../../components/progress/logic/progress'
import { frameEn } from '../../../components/i18n/en/frame'
import { historyOf } from '../../../components/strategy/logic/history'
import { keeperWith } from '../support/keeper'

function filled() {
  const keeper = keeperWith({
    theme: 'dark', panes: '{"prose":30}', 'strategy-mine:1': JSON.stringify(historyOf('code')), foreign: 'of another site',
  })
  const book = new ProgressBook(keeper, () => 7)
  book.seeStep('store', 'a')
  book.guess('store', 'q', 1)
  return keeper
}

describe('what the site keeps, as a file', () => {
  it('takes everything to another browser, and nothing that is not ours', () => {
    const file = writeKept(filled(), '2026-01-02T03:04:05.000Z')
    expect(file).not.toContain('foreign')
    const { things } = readKept(file)
    expect(things).toMatchObject({ exportedAt: '2026-01-02T03:04:05.000Z', others: { theme: 'dark', panes: '{"prose":30}' } })
    const other = keeperWith()
    expect(takeOver(other, things!)).toBe(true)
    expect(new Map([...other.kept].sort())).toEqual(new Map([...filled().kept].filter(([key]) => key !== 'foreign').sort()))
  })

  it('is put together with the progress that is there', () => {
    const { things } = readKept(writeKept(filled(), ''))
    const here = keeperWith()
    const book = new ProgressBook(here, () => 9)
    book.seeStep('store', 'b')
    book.solve('kinds', 'x')
    expect(takeOver(here, things!)).toBe(true)
    book.load()
    expect(book.of('store').seen).toEqual(['a', 'b'])
    expect(book.of('store').guesses).toEqual({ q: 1 })
    expect(book.of('kinds').solved).toEqual(['x'])
  })

  it.each([
    ['json', 'no JSON at all', { kind: 'json' }],
    ['format', '[1, 2]', { kind: 'format' }],
    ['format', '{"name": "package"}', { kind: 'format' }],
    ['version', JSON.stringify({ rocketscope: 2, exportedAt: '', progress: {}, others: {} }), { kind: 'version', found: 2 }],
    ['progress', JSON.stringify({ rocketscope: 1, exportedAt: '', progress: { version: 1, lessons: { a: { seen: 3 } } }, others: {} }), {
      kind: 'damaged', place: 'progress',
    }],
    ['others', JSON.stringify({ rocketscope: 1, exportedAt: '', progress: { version: 1, lessons: {} }, others: { theme: 3 } }), {
      kind: 'damaged', place: 'others',
    }],
    ['a setting', JSON.stringify({ rocketscope: 1, exportedAt: '', progress: { version: 1, lessons: {} }, others: { theme: 'pink' } }), {
      kind: 'damaged', place: 'theme',
    }],
    ['code', JSON.stringify({ rocketscope: 1, exportedAt: '', progress: { version: 1, lessons: {} }, others: { 'listener-mine:2': '{' } }), {
      kind: 'damaged', place: 'listener-mine:2',
    }],
    ['length', 'x'.repeat(11_000_000), { kind: 'large' }],
  ])('a file with a bad %s is refused, and there are words for that', (_, text, problem) => {
    expect(readKept(text)).toEqual({ things: null, problem })
    expect(Object.keys(frameEn.keeping.bad)).toContain(problem.kind)
  })

  it('changes nothing where there is no room', () => {
    const { things } = readKept(writeKept(filled(), ''))
    const here = keeperWith({ theme: 'light' })
    const small = { ...here, remember: (key: string, text: string | null) => key !== 'progress' && here.remember(key, text) }
    expect(takeOver(small as typeof here, things!)).toBe(false)
    expect([...here.kept]).toEqual([['theme', 'light']])
  })
})
