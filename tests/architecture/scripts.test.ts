import { expect, test } from 'vitest'
import { scriptsOf, withScriptsAfterPaint } from '../../.ci/support/scripts.mjs'

const PAGE = [
  '<!DOCTYPE html><html><head><script src="/_next/a.js" async=""></script><script src="/_next/old.js" noModule=""></script>',
  '<script>theme()</script></head><body><main>text</main><script src="/_next/b.js" id="_R_" async=""></script>',
  '<script>self.__next_f.push([1,"<script src=\\"x.js\\">"])</script></body></html>',
].join('')

test('scripts of a page are fetched at once and run after it has been painted', () => {
  const after = withScriptsAfterPaint(PAGE)
  expect(after).not.toMatch(/<script src="[^"]+"(?! noModule)/)
  const preloads = [...after.matchAll(/<link rel="preload" as="script" fetchpriority="low" href="([^"]+)"/g)]
  expect(preloads.map(([, href]) => href)).toEqual(['/_next/a.js', '/_next/b.js'])
  expect(after).toContain('<script src="/_next/old.js" noModule="">')
  expect(after).toContain('<script>theme()</script>')
  expect(after.indexOf('PerformanceObserver')).toBeGreaterThan(after.indexOf('__next_f'))
})

test('once is enough, and which scripts a page runs is known before and after', () => {
  const after = withScriptsAfterPaint(PAGE)
  expect(withScriptsAfterPaint(after)).toBe(after)
  expect([PAGE, after].map(scriptsOf)).toEqual([['/_next/a.js', '/_next/b.js'], ['/_next/a.js', '/_next/b.js']])
})

test('a page that has been cut off is not taken for one', () => {
  expect(() => withScriptsAfterPaint('<script src="a.js" async=""></script>')).toThrow('no end')
})
