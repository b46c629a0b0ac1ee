import type { Report } from '../interop/Report'
import type { OtherBrowser } from './OtherBrowser'
import type { ServedSite } from './ServedSite'

/** Kinds of pages that are all made in the same way, and which of them stand for the others. */
const SAMPLES: ReadonlyArray<{ readonly kind: string, readonly pages: readonly string[] }> = [
  { kind: 'source/', pages: ['', 'client/producer/DefaultMQProducer/', 'kernel/Kernel/'] },
  { kind: 'embed/', pages: ['send-call/'] },
  { kind: 'runs/', pages: ['broker-death/', 'error-busy/'] },
  { kind: 'patterns/', pages: ['', 'strategy/'] },
  { kind: 'reference/', pages: ['', 'codes/'] },
]

/** In Chinese, a few. */
const CHINESE = ['', 'learn/send-call/', 'learn/strategy/', 'source/']

/** React has come to life, the heading is there, and a page with a run can be stepped. */
const READY = `
  for (let tries = 0; tries < 1200; tries++) {
    const isAlive = Object.keys(document.body ?? {}).some((key) => key.startsWith('__react'))
    const heading = document.querySelector('h1')
    const hasRun = document.querySelector('script:not([src])') !== null
      && [...document.querySelectorAll('script:not([src])')].some(({ textContent }) => textContent.startsWith('rocketscopeEngine'))
    if (isAlive && heading?.textContent && (!hasRun || document.querySelector('[role=slider]'))) return ''
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return 'no heading, no slider, or no life: ' + document.title`

/** Which pages are looked at: in English every lesson and all others of which there are few, and some of the rest. */
export function pagesToVisit(all: readonly string[]): string[] {
  return all.filter((page) => {
    const [locale, ...rest] = page.split('/')
    const place = rest.join('/')
    if (locale !== 'en') return CHINESE.includes(place)
    const sample = SAMPLES.find(({ kind }) => place.startsWith(kind))
    return sample === undefined || sample.pages.includes(place.slice(sample.kind.length))
  })
}

/** Each page loads and comes to life; nothing fails in it, and nothing that it asks for. */
export async function visitPages(browser: OtherBrowser, site: ServedSite, report: Report): Promise<void> {
  const pages = pagesToVisit(site.pages())
  report.check('there are pages to visit', pages.length > 40 ? '' : `only ${pages.length}`)
  for (const page of pages) {
    await browser.goto(site.address + page)
    const problem = await browser.evaluate(READY) as string
    const found = [problem, ...await browser.problems(), ...site.failures()].filter((each) => each !== '')
    report.check(`/${page} opens`, found.join('; '))
  }
}
