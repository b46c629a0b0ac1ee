import { mkdirSync, mkdtempSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { pagesIn, writeHeads } from '../../.ci/support/heads.mjs'

const PAGE = '<!DOCTYPE html><html><head><meta charset="utf-8"/><title>A &amp; B</title><meta name="description" content="Says &quot;it&quot;"/></head></html>'

/** A built site with these pages. */
function siteWith(pages: readonly string[]): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'heads-'))
  for (const page of pages) {
    mkdirSync(path.join(folder, page), { recursive: true })
    writeFileSync(path.join(folder, page, 'index.html'), PAGE)
  }
  return folder
}

function headOf(folder: string, page: string): string {
  return readFileSync(path.join(folder, page, 'index.html'), 'utf8')
}

describe('what others are told of a page', () => {
  it('has absolute addresses when the site knows where it stands', () => {
    const folder = siteWith(['en', 'zh', 'en/learn/store', 'zh/learn/store', 'en/only'])
    writeHeads(folder, { site: 'https://example.org', base: '/sub' })
    const head = headOf(folder, 'zh/learn/store')
    expect(head).toContain('<link rel="canonical" href="https://example.org/sub/zh/learn/store/"/>')
    expect(head).toContain('hreflang="en" href="https://example.org/sub/en/learn/store/"')
    expect(head).toContain('hreflang="zh-Hans" href="https://example.org/sub/zh/learn/store/"')
    expect(head).toContain('property="og:image" content="https://example.org/sub/cards/zh.png"')
    expect(head).toContain('property="og:title" content="A &amp; B"')
    expect(head).toContain('property="og:description" content="Says &quot;it&quot;"')
    expect(head).toContain('property="og:locale" content="zh_CN"')
    expect(headOf(folder, 'en/only')).not.toContain('zh-Hans')
    const map = readFileSync(path.join(folder, 'sitemap.xml'), 'utf8')
    expect([...map.matchAll(/<loc>([^<]+)</g)].map(([, url]) => url)).toEqual([
      'en/', 'en/learn/store/', 'en/only/', 'zh/', 'zh/learn/store/',
    ].map((page) => `https://example.org/sub/${page}`))
    expect(readFileSync(path.join(folder, 'robots.txt'), 'utf8')).toContain('Sitemap: https://example.org/sub/sitemap.xml')
  })

  it('says nothing that it can not know otherwise', () => {
    const folder = siteWith(['en', 'zh'])
    writeHeads(folder, { site: '', base: '' })
    expect(headOf(folder, 'en')).toContain('property="og:title"')
    expect(headOf(folder, 'en')).not.toMatch(/canonical|hreflang|og:image|og:url|localhost/)
    expect(existsSync(path.join(folder, 'sitemap.xml'))).toBe(false)
    expect(readFileSync(path.join(folder, 'robots.txt'), 'utf8')).toBe('User-agent: *\nAllow: /\n')
  })

  it('is written once, however often', () => {
    const folder = siteWith(['en'])
    writeHeads(folder, { site: '', base: '' })
    const once = headOf(folder, 'en')
    writeHeads(folder, { site: '', base: '' })
    expect(headOf(folder, 'en')).toBe(once)
    expect(pagesIn(folder)).toEqual(['en/'])
  })
})

it('each language has a card, of the size that is said', () => {
  for (const locale of ['en', 'zh']) {
    const png = readFileSync(path.resolve(import.meta.dirname, `../../public/cards/${locale}.png`))
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630])
    expect(png.length).toBeLessThan(400_000)
  }
})
