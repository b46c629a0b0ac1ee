import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The languages of the site, by the first part of a page's address, and what others call them. */
const LANGUAGES = { en: { hreflang: 'en', og: 'en_US' }, zh: { hreflang: 'zh-Hans', og: 'zh_CN' } }

/** Made by `.ci/cards.mjs`: one for each language, in `public/cards`. */
const CARD = { width: 1200, height: 630 }

/**
 * Where the site will stand, from the environment: `SITE_URL=https://example.org npm run build`. Only then are there addresses that
 * others can use: canonical ones, those of the other language, of the card, and the site map.
 */
export const siteUrl = (process.env.SITE_URL ?? '').replace(/\/+$/, '')

/**
 * The pages of the built site, as addresses below the base: `en/learn/`.
 * @param {string} folder
 */
export function pagesIn(folder) {
  return Object.keys(LANGUAGES).flatMap((locale) => {
    if (!existsSync(path.join(folder, locale))) return []
    const files = readdirSync(path.join(folder, locale), { recursive: true, encoding: 'utf8' })
    return files.filter((file) => path.basename(file) === 'index.html').map((file) => {
      return [locale, ...file.split(path.sep).slice(0, -1), ''].join('/')
    })
  }).sort()
}

/**
 * Writes into each page's head what search engines and those who share a link want to know, a site map, and what robots may read.
 * @param {string} folder of the built site
 * @param {{ site: string, base: string }} where `site` is empty if nobody has said where it will stand
 */
export function writeHeads(folder, where) {
  const pages = pagesIn(folder)
  const known = new Set(pages)
  for (const page of pages) {
    const file = path.join(folder, ...page.split('/').filter(Boolean), 'index.html')
    const html = readFileSync(file, 'utf8')
    if (!html.includes('property="og:title"')) writeFileSync(file, withHead(html, page, known, where))
  }
  for (const locale of Object.keys(LANGUAGES).filter((each) => known.has(`${each}/`))) {
    const html = readFileSync(path.join(folder, locale, 'index.html'), 'utf8')
    writeFileSync(path.join(folder, `${locale}.webmanifest`), manifestOf(locale, html, where.base))
  }
  const isKnown = where.site !== ''
  const root = `${where.site}${where.base}/`
  writeFileSync(path.join(folder, 'robots.txt'), `User-agent: *\nAllow: /\n${isKnown ? `\nSitemap: ${root}sitemap.xml\n` : ''}`)
  if (isKnown) writeFileSync(path.join(folder, 'sitemap.xml'), siteMap(pages.filter((page) => !page.slice(2).startsWith('/embed/')), known, root))
}

/**
 * @param {string} html
 * @param {string} page
 * @param {ReadonlySet<string>} known
 * @param {{ site: string, base: string }} where
 */
export function withHead(html, page, known, { site, base }) {
  const end = html.indexOf('</head>')
  if (end < 0) throw new Error(`${page} has no head`)
  const title = textOf(/<title>([^<]*)<\/title>/, html)
  const description = textOf(/<meta name="description" content="([^"]*)"/, html)
  const [locale] = page.split('/')
  const parts = [
    `<link rel="manifest" href="${base}/${locale}.webmanifest"/>`,
    `<link rel="apple-touch-icon" href="${base}/icons/180.png"/>`,
    property('og:type', page.includes('/learn/') ? 'article' : 'website'),
    property('og:title', title),
    property('og:description', description),
    property('og:locale', LANGUAGES[locale].og),
    property('og:site_name', 'RocketScope'),
  ]
  if (site !== '') {
    const root = `${site}${base}/`
    parts.push(
      `<link rel="canonical" href="${root}${page}"/>`,
      ...alternatesOf(page, known).map(({ hreflang, other }) => `<link rel="alternate" hreflang="${hreflang}" href="${root}${other}"/>`),
      property('og:url', `${root}${page}`),
      property('og:image', `${root}cards/${locale}.png`),
      property('og:image:width', String(CARD.width)),
      property('og:image:height', String(CARD.height)),
      '<meta name="twitter:card" content="summary_large_image"/>',
    )
  }
  return `${html.slice(0, end)}${parts.join('')}${html.slice(end)}`
}

/** What a browser wants to know before it installs the site as an application. */
function manifestOf(locale, html, base) {
  const icon = (name, purpose) => ({ src: `${base}/icons/${name}.png`, sizes: name.replace(/\D*(\d+)/, '$1x$1'), type: 'image/png', purpose })
  return JSON.stringify({
    id: `${base}/`,
    name: 'RocketScope',
    description: unescaped(textOf(/<meta name="description" content="([^"]*)"/, html)),
    lang: LANGUAGES[locale].hreflang,
    start_url: `${base}/${locale}/`,
    scope: `${base}/`,
    display: 'standalone',
    background_color: '#faf8f3',
    theme_color: '#faf8f3',
    icons: [icon('192', 'any'), icon('512', 'any'), icon('maskable-512', 'maskable')],
  })
}

function unescaped(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&')
}

/** The same page in each language in which it is there. */
function alternatesOf(page, known) {
  const rest = page.slice(page.indexOf('/') + 1)
  return Object.entries(LANGUAGES).map(([locale, { hreflang }]) => ({ hreflang, other: `${locale}/${rest}` }))
    .filter(({ other }) => known.has(other))
}

function siteMap(pages, known, root) {
  const entries = pages.map((page) => {
    const others = alternatesOf(page, known).map(({ hreflang, other }) => {
      return `    <xhtml:link rel="alternate" hreflang="${hreflang}" href="${root}${other}"/>\n`
    })
    return `  <url>\n    <loc>${root}${page}</loc>\n${others.join('')}  </url>\n`
  })
  return '<?xml version="1.0" encoding="UTF-8"?>\n'
    + '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    + `${entries.join('')}</urlset>\n`
}

/** As it stands in the page: its signs are escaped already. */
function textOf(pattern, html) {
  return pattern.exec(html)?.[1] ?? ''
}

function property(name, content) {
  return `<meta property="${name}" content="${content.replaceAll('"', '&quot;')}"/>`
}
