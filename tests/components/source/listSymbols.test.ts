import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { anchorOfSymbol, pathOfFile } from '../../../components/source/logic/sourceHref'
import { firstSentence } from '../../../components/source/server/firstSentence'
import { listSymbols } from '../../../components/source/server/listSymbols'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const SYMBOLS = listSymbols(ROOT)

describe('the list of symbols', () => {
  test('has methods, classes and functions with what is said of them', () => {
    const send = SYMBOLS.find(({ symbol }) => symbol === 'client/producer/DefaultMQProducer#send')!
    expect(send).toMatchObject({
      kind: 'method', file: 'engine/client/producer/DefaultMQProducer.ts', href: 'source/client/producer/DefaultMQProducer/#send',
    })
    expect(new Set(SYMBOLS.map(({ kind }) => kind))).toEqual(new Set(['class', 'interface', 'object', 'function', 'method']))
    expect(SYMBOLS.filter(({ doc }) => doc !== '').length).toBeGreaterThan(2000)
    expect(SYMBOLS.filter(({ doc }) => /^\*|\n|\{@link|@throws/.test(doc))).toEqual([])
  })

  test('leads to each of them by an address of its own', () => {
    const counts = new Map<string, number>()
    for (const { href } of SYMBOLS) counts.set(href, (counts.get(href) ?? 0) + 1)
    expect([...counts].filter(([, count]) => count > 1)).toEqual([])
    const hrefs = SYMBOLS.map(({ href }) => href)
    expect(hrefs.filter((href) => !/^source\/[\w/.-]+\/#[\w$.-]+$/.test(href))).toEqual([])
  })
})

test('the address of a symbol', () => {
  const file = 'engine/client/Validators.ts'
  expect(pathOfFile(file)).toBe('source/client/Validators/')
  expect(anchorOfSymbol('client/Validators', file)).toBe('Validators')
  expect(anchorOfSymbol('client/Validators#checkMessage', file)).toBe('checkMessage')
  expect(anchorOfSymbol('client/Other#run', file)).toBe('Other.run')
  expect(anchorOfSymbol('client/Validators##hidden', file)).toBe('hidden')
  // The page has an element and lines of these names.
  expect(anchorOfSymbol('client/Validators#content', file)).toBe('content-')
  expect(anchorOfSymbol('client/Validators#L12', file)).toBe('L12-')
})

test('the first sentence of a docstring', () => {
  expect(firstSentence('Sends it. Then waits.')).toBe('Sends it.')
  expect(firstSentence('In ms, e.g. 3 of {@link Message}; blocks. Original: Foo#bar')).toBe('In ms, e.g. 3 of Message; blocks.')
  expect(firstSentence('Original: Foo#bar')).toBe('')
  expect(firstSentence('Nothing at its end @throws Error')).toBe('Nothing at its end')
})
