/** The part of a highlighted line that runs is marked, and nothing else changes. */
import { expect, test } from 'vitest'
import { markPart } from '../../../components/source/logic/markPart'

const HTML = '  <span class="k">if</span> (a &lt; <span data-d="3">b</span>) <span class="k">return</span> c'
const SOURCE = '  if (a < b) return c'

test('from one column to before another', () => {
  const head = markPart(HTML, { from: 2, to: SOURCE.indexOf('return') })
  expect(head).toBe(
    '  <span class="k"><mark>if</mark></span><mark> (a &lt; </mark><span data-d="3"><mark>b</mark></span><mark>)</mark> <span class="k">return</span> c',
  )
  expect(head.replaceAll(/<\/?mark>/g, '')).toBe(HTML)
})

test('to the end of the line', () => {
  expect(markPart(HTML, { from: SOURCE.indexOf('return'), to: null })).toMatch(/[)] <span class="k"><mark>return<\/mark><\/span><mark> c<\/mark>$/)
})

test('without what stands between two statements', () => {
  expect(markPart('if (a) b() else c()', { from: 7, to: 16 })).toBe('if (a) <mark>b()</mark> else c()')
  expect(markPart('if (a) { b() } else c()', { from: 9, to: 20 })).toBe('if (a) { <mark>b()</mark> } else c()')
})

test('up to the bracket that closes what is around it', () => {
  expect(markPart('a.filter((each) => each.ok(1)).b', { from: 9, to: null })).toBe('a.filter(<mark>(each) => each.ok(1)</mark>).b')
  expect(markPart('if (a) { return b }', { from: 9, to: null })).toBe('if (a) { <mark>return b</mark> }')
})
