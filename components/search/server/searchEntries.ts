import { readFileSync } from 'node:fs'
import path from 'node:path'
import GithubSlugger from 'github-slugger'
import { EXCEPTIONS } from '@/content/reference/exceptions'
import { GLOSSARY } from '@/content/reference/glossary'
import { QUESTIONS } from '@/content/reference/questions'
import { CHANGES, VERSIONS } from '@/content/reference/versions'
import { RUNS } from '@/content/runs'
import { SETTINGS } from '@/content/reference/defaults'
import { REQUEST_MEANINGS, RESPONSE_MEANINGS } from '@/content/reference/codes'
import { wordsOfMdx } from '../../course/logic/readingTime'
import { readLessonText, shelfIn } from '../../course/server/shelf'
import { t } from '../../i18n'
import type { Locale } from '../../i18n/locales'
import { referenceTexts } from '../../reference/logic/referenceTexts'
import { shownValue } from '../../reference/logic/shownValue'
import { readPatterns } from '../../patterns/server/readPatterns'
import { readRequestCodes, readResponseCodes } from '../../reference/server/readCodes'
import { readDefaults } from '../../reference/server/readDefaults'
import { taughtAt } from '../../reference/server/taughtAt'
import { largeEn } from '../../i18n/en/large'
import { ownEn } from '../../i18n/en/own'
import { largeZh } from '../../i18n/zh/large'
import { ownZh } from '../../i18n/zh/own'
import { ROOT } from '../../source/server/engineFiles'
import { listSymbols } from '../../source/server/listSymbols'
import { hasRoute } from '../../site/server/hasRoute'
import type { SearchEntry } from '../logic/searchIndex'

const STEP = /<Step\s+id="([^"]+)"\s+title="([^"]+)"[^>]*>([^]*?)<\/Step>/g
const SCENE = /<Scene\s+id="([^"]+)"\s+title="([^"]+)"[^>]*>([^]*?)<\/Scene>/g
const HEADING = /^## (.+)$/gm

/** Marks, links and code signs are not read. */
function plain(markdown: string): string {
  return markdown.replaceAll(/[*`|]|^[#>-]+ /gm, '').replaceAll(/\[([^\]]*)\]/g, '$1').replaceAll(/\s+/g, ' ').trim()
}

/** Everything in one language that can be found, but for the source. */
export async function searchEntries(locale: Locale): Promise<SearchEntry[]> {
  const taught = [...await questions(locale), ...await lessons(locale), ...await patterns(locale)]
  return [...taught, ...reference(locale), ...runs(locale), ...pages(locale)]
}

async function questions(locale: Locale): Promise<SearchEntry[]> {
  return Promise.all(QUESTIONS.map(async ({ asked, answer, leads, also }): Promise<SearchEntry> => {
    const { href, label } = await taughtAt(leads, locale)
    return { group: 'questions', title: asked[locale], text: answer[locale], where: label, also: also.join(' '), path: withoutLocale(href!) }
  }))
}

function withoutLocale(href: string): string {
  return href.replace(/^\/\w+\//, '')
}

async function lessons(locale: Locale): Promise<SearchEntry[]> {
  const all = (await shelfIn(locale)).flatMap((part) => part.lessons)
  return all.flatMap(({ slug, path: place, name, description, question }): SearchEntry[] => {
    const text = readLessonText(slug, locale)
    const steps = [...text.matchAll(STEP)].map(([, id, title, body]): SearchEntry => {
      return { group: 'lessons', title: title!, text: plain(wordsOfMdx(body!)), where: name, path: `${place}#step-${id}` }
    })
    const whole = steps.length > 0 ? `${question} ${description}` : `${question} ${description} ${plain(wordsOfMdx(text))}`
    return [{ group: 'lessons', title: name, text: whole, path: place }, ...steps]
  })
}

async function patterns(locale: Locale): Promise<SearchEntry[]> {
  return (await readPatterns()).flatMap(({ slug, texts }): SearchEntry[] => {
    const { name, question, summary } = texts[locale]
    const text = readFileSync(path.join(ROOT, 'content/patterns', slug, `${locale}.mdx`), 'utf8')
    const scenes = [...text.matchAll(SCENE)].map(([, id, title, body]): SearchEntry => {
      return { group: 'pages', title: title!, text: plain(wordsOfMdx(body!)), where: name, path: `patterns/${slug}/#${id}` }
    })
    const also = texts[locale === 'zh' ? 'en' : 'zh'].name
    return [{ group: 'pages', title: name, text: `${question} ${summary}`, also, path: `patterns/${slug}/` }, ...scenes]
  })
}

function reference(locale: Locale): SearchEntry[] {
  const texts = referenceTexts(locale)
  const entry = (topic: keyof typeof texts & ('glossary' | 'defaults' | 'codes' | 'exceptions' | 'versions'), id: string) => {
    return { group: 'reference' as const, where: texts[topic].name, path: `reference/${topic}/#${id}` }
  }
  const other = locale === 'zh' ? 'en' : 'zh'
  const values = readDefaults()
  const codes = (kind: 'request' | 'response', rows: ReadonlyArray<{ name: string; code: number }>, says: typeof REQUEST_MEANINGS) => {
    return rows.map(({ name, code }): SearchEntry => {
      return { ...entry('codes', `${kind}-${name}`), title: `${name} ${code}`, text: says[name]?.[locale] ?? '', also: name.replaceAll('_', ' ') }
    })
  }
  return [
    ...GLOSSARY.map(({ id, term, also, text }): SearchEntry => {
      return { ...entry('glossary', id), title: term[locale], text: text[locale], also: [term[other], ...also].join(' ') }
    }),
    ...SETTINGS.flatMap(({ config }) => values.get(config)!.map(({ field, value, unit, says }): SearchEntry => {
      return { ...entry('defaults', `${config}.${field}`), title: field, text: `${shownValue(value, unit)} · ${says[locale]}`, also: config }
    })),
    ...codes('request', readRequestCodes().filter(({ answeredBy }) => answeredBy.length > 0), REQUEST_MEANINGS),
    ...codes('response', readResponseCodes().filter(({ name }) => Object.hasOwn(RESPONSE_MEANINGS, name)), RESPONSE_MEANINGS),
    ...EXCEPTIONS.map(({ id, title, thrown, causes, remedy, also }): SearchEntry => {
      const text = `${causes[locale]} ${remedy[locale]}`
      return { ...entry('exceptions', id), title, text, also: [thrown, ...also].join(' ') }
    }),
    ...CHANGES.map(({ id, title, was }): SearchEntry => {
      const text = was.map((each, index) => `${VERSIONS[index]!.name}: ${each[locale]}`).join(' · ')
      return { ...entry('versions', id), title: title[locale], text }
    }),
  ]
}

function runs(locale: Locale): SearchEntry[] {
  return RUNS.map(({ scenario, title, sentences }): SearchEntry => {
    return { group: 'runs', title: title[locale], text: sentences.map(({ text }) => text[locale]).join(' '), path: `runs/${scenario}/` }
  })
}

function pages(locale: Locale): SearchEntry[] {
  const { site, frame } = t(locale)
  const own = locale === 'zh' ? ownZh : ownEn
  const large = locale === 'zh' ? largeZh : largeEn
  const found: SearchEntry[] = [
    { group: 'pages', title: own.name, text: own.description, path: 'cluster/' },
    { group: 'pages', title: large.name, text: large.description, path: 'cluster/large/' },
    { group: 'pages', title: frame.course, text: frame.courseDescription, path: 'learn/' },
    { group: 'pages', title: frame.keeping.title, text: frame.keeping.lead, path: 'learn/#keeping' },
  ]
  const text = readFileSync(path.join(ROOT, 'content/fidelity', `${locale}.mdx`), 'utf8')
  const slugger = new GithubSlugger()
  const heads = [...text.matchAll(HEADING)]
  for (const [index, head] of heads.entries()) {
    const body = text.slice(head.index + head[0].length, heads[index + 1]?.index)
    const title = plain(head[1]!)
    found.push({ group: 'pages', title, text: plain(wordsOfMdx(body)), where: site.fidelity, path: `fidelity/#${slugger.slug(title)}` })
  }
  return found
}

/** Each class, method and function of the engine. Their comments are English in all languages. */
export function sourceEntries(): SearchEntry[] {
  if (!hasRoute('source')) return []
  return listSymbols().map(({ symbol, file, doc, href }): SearchEntry => {
    return { group: 'source', title: symbol.slice(symbol.lastIndexOf('/') + 1), text: doc, where: file, path: href }
  })
}
