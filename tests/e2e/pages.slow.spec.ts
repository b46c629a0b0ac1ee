import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import path from 'node:path'
import { scrollsSideways } from './support/lesson'
import { LESSONS_OF_THEIR_OWN, pagesOf } from './support/pages'
import { watchPolicy } from './support/policy'

/** Of the pages of the source, which are all made in one way, these are looked at. */
const SOURCE = ['', 'client/producer/DefaultMQProducer', 'store/commitlog/CommitLog', 'kernel/Blocking', 'remoting/protocol/RequestCode']

/** All pages in both ways, with all that they show. */
const IS_ALL = process.env.AXE === 'all'

/** Pages beside which a cluster runs take long: each lesson is looked at in one of the two ways, and these others. */
const HAS_RUN = /^(learn|runs|embed)\/./
const OTHERS = ['embed/retries', 'embed/send-call', 'runs/broker-death', 'runs/error-busy', 'runs/timed']

/** They have pictures or panes that others have not, and are looked at in both ways, and axe looks at all that they show. */
const BOTH = [...LESSONS_OF_THEIR_OWN.map((slug) => `learn/${slug}`), 'learn/strategy', 'learn/strategy/allocation',
  'learn/strategy/listener', 'runs/error-busy']

/** The addresses of the site in a language, without it. */
function routes(locale: 'en' | 'zh'): string[] {
  const pages = pagesOf(locale)
  const looked = SOURCE.map((file) => path.posix.join('source', file))
  const withRun = pages.filter((page) => HAS_RUN.test(page) && (page.startsWith('learn/') || OTHERS.includes(page)))
  return pages.filter((page) => {
    if (HAS_RUN.test(page)) return IS_ALL || BOTH.includes(page) || (withRun.includes(page) && withRun.indexOf(page) % 2 === (locale === 'en' ? 0 : 1))
    return !page.startsWith('source') || looked.includes(page)
  })
}

/** In code every name is a link, and underlining them all would hide the code. */
function exceptions(page: string): string[] {
  return page.startsWith('source/') ? ['link-in-text-block'] : []
}

/** Each line of source is made like every other; to look at a thousand of them takes half a minute. */
const REPEATED = '#source-panel li:not([aria-current]):nth-child(n + 60)'
/** What lessons show of their runs, in the same panels. */
const PANELS = ['#source-panel', '#picture']

async function violationsOf(tab: Page, page: string): Promise<string[]> {
  const isKnown = page.startsWith('learn/') && !BOTH.includes(page) && !IS_ALL
  const left = isKnown ? PANELS : [REPEATED]
  const axe = left.reduce((builder, panel) => builder.exclude(panel), new AxeBuilder({ page: tab }))
  const { violations } = await axe.disableRules(exceptions(page)).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

const ROLES = ['button', 'link', 'combobox', 'slider', 'tab'] as const

/** In one question each: a lesson has over a hundred buttons. */
async function namelessOf(tab: Page, role: (typeof ROLES)[number]): Promise<number> {
  return (await tab.getByRole(role).count()) - (await tab.getByRole(role, { name: /\S/ }).count())
}

test.describe.configure({ mode: 'parallel', timeout: 120_000 })

/** Light in English and dark in Chinese: contrast is that of the colours, whatever the words. */
for (const [locale, colorScheme] of [['en', 'light'], ['zh', 'dark']] as const) {
  test.describe(`${locale}, ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } })

    for (const page of routes(locale)) {
      test(`/${locale}/${page}: keeps its own policy, axe finds nothing, all has names, and nothing is wider than a phone`, async ({ page: tab }) => {
        const broken = await watchPolicy(tab)
        const response = await tab.goto(`${locale}/${page === '' ? '' : `${page}/`}`)
        const policy = response!.headers()['content-security-policy']
        expect(policy).toContain(`script-src 'self'`)
        expect(policy!.includes(`frame-ancestors 'none'`)).toBe(!page.startsWith('embed/'))
        await expect(tab.getByRole('heading', { level: 1 })).toHaveCount(1)
        await expect(tab.locator('html')).toHaveAttribute('lang', locale === 'zh' ? /^zh/ : 'en')
        await tab.waitForLoadState('networkidle')
        expect(broken).toEqual([])
        expect(await violationsOf(tab, page)).toEqual([])
        for (const role of ROLES) {
          await expect.poll(() => namelessOf(tab, role), `each ${role} has a name`).toBe(0)
        }
        await tab.setViewportSize({ width: 360, height: 740 })
        await expect.poll(() => scrollsSideways(tab)).toBe(false)
      })
    }
  })
}
