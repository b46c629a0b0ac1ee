import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { COMPILE_AT_ONCE, fetchedScriptsOf, scriptsOf, withScriptsAfterPaint, writeScripts } from '../../.ci/support/scripts.mjs'

const PAGE = [
  '<!DOCTYPE html><html><head><link rel="preload" href="/_next/room.js" as="script" fetchPriority="low"/><script src="/_next/a.js" async=""></script><script src="/_next/old.js" noModule=""></script>',
  '<script>theme()</script></head><body><main>text</main><script src="/_next/b.js" id="_R_" async=""></script>',
  '<script>self.__next_f.push([1,"<script src=\\"x.js\\">"])</script></body></html>',
].join('')

test('scripts of a page are fetched and run after it has been painted', () => {
  const after = withScriptsAfterPaint(PAGE)
  expect(after).not.toMatch(/<script src="[^"]+"(?! noModule)/)
  expect(after).not.toContain('rel="preload"')
  const links = [...after.matchAll(/<link data-after-paint="(\w+)" href="([^"]+)"/g)].map(([, what, href]) => `${what} ${href}`)
  expect(after).toContain('<link data-after-paint="fetch" href="/_next/room.js" as="script" fetchPriority="low"/>')
  expect(links).toEqual(['fetch /_next/room.js', 'run /_next/a.js', 'run /_next/b.js'])
  expect(after).toContain('<script src="/_next/old.js" noModule="">')
  expect(after).toContain('<script>theme()</script>')
  expect(after.indexOf('requestAnimationFrame')).toBeGreaterThan(after.indexOf('__next_f'))
})

test('once is enough, and which scripts a page runs is known before and after', () => {
  const after = withScriptsAfterPaint(PAGE)
  expect(withScriptsAfterPaint(after)).toBe(after)
  expect([PAGE, after].map(scriptsOf)).toEqual([['/_next/a.js', '/_next/b.js'], ['/_next/a.js', '/_next/b.js']])
  const fetched = ['/_next/a.js', '/_next/b.js', '/_next/room.js']
  expect([PAGE, after].map((html) => [...fetchedScriptsOf(html)].sort())).toEqual([fetched, fetched])
})

test('a page that has been cut off is not taken for one', () => {
  expect(() => withScriptsAfterPaint('<script src="a.js" async=""></script>')).toThrow('no end')
})

test('scripts that are fetched with a page ask to be compiled as a whole, once; others are left alone', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'scripts-'))
  mkdirSync(path.join(folder, '_next'))
  const room = '<link rel="preload" href="/base/_next/room.js" as="script"/>'
  const page = `<body>${room}<script src="/base/_next/own.js" async=""></script></body>`
  writeFileSync(path.join(folder, 'index.html'), page)
  for (const name of ['own', 'room', 'later']) writeFileSync(path.join(folder, '_next', `${name}.js`), name)
  for (let time = 0; time < 2; time++) writeScripts(folder, '/base')
  const code = (name: string): string => readFileSync(path.join(folder, '_next', `${name}.js`), 'utf8')
  expect(['own', 'room', 'later'].map(code)).toEqual([`${COMPILE_AT_ONCE}own`, `${COMPILE_AT_ONCE}room`, 'later'])
})
