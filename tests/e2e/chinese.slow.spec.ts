import { expect, test, type Page } from '@playwright/test'
import { lessonFolders } from '../../components/lesson/server/readLesson'
import { LessonPage } from './support/lesson'
import { LESSONS_OF_THEIR_OWN, pagesOf } from './support/pages'

/** Two English words in a row, the second in small letters: names of things come alone, or with a Chinese word beside them. */
const ENGLISH = /(?<![\w/.@<-])[A-Za-z][a-z]*(?: [a-z][a-z'’]*)+(?![\w/(@-])/
/** What an exception says is the engine's own text, as in RocketMQ. */
const EXCEPTION = /\w+(?:Exception|Error): .*/
/** Texts that are values of variables. */
const VALUE = /'[^']*'/g
/** Names of more than one word, and what RocketMQ's errors say, by which readers look for them. */
const NAMES = new RegExp([
  'Apache RocketMQ', 'Apache License 2\\.0', 'kill -9', 'Apache Software Foundation', 'No route info', 'sendDefaultImpl call timeout',
  'has been created before',
].join('|'), 'g')

/** Everything that is to be read on the page or said of it, but for code. */
async function words(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const CODE = 'code, pre, script, style, .monaco-editor, [lang="en"]'
    const found: string[] = [document.title]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode() !== null) {
      const { parentElement, textContent } = walker.currentNode
      if (parentElement?.closest(CODE) === null) found.push(textContent ?? '')
    }
    const said = ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label']
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest(CODE) === null) found.push(...said.map((name) => element.getAttribute(name) ?? ''))
    }
    return found
  })
}

async function expectChinese(page: Page, where: string): Promise<void> {
  const english = (await words(page))
    .map((text) => text.replaceAll(NAMES, '').replaceAll(VALUE, '').replace(EXCEPTION, ''))
    .flatMap((text) => ENGLISH.exec(text)?.[0] ?? [])
  expect([...new Set(english)], where).toEqual([])
}

test.describe('as they are before their scripts run', () => {
  test.use({ javaScriptEnabled: false })

  /** A page of the source is English for the most part. */
  const pages = pagesOf('zh').filter((page) => !page.startsWith('source/'))
  const partOf = (page: string): string => page.split('/')[0]!
  for (const part of new Set(pages.map(partOf))) {
    test(`no English on the pages under /zh/${part}`, async ({ page: tab }) => {
      for (const page of pages.filter((each) => partOf(each) === part)) {
        await tab.goto(`zh/${page === '' ? '' : `${page}/`}`, { waitUntil: 'domcontentloaded' })
        await expect(tab.locator('html')).toHaveAttribute('lang', /^zh/)
        await expectChinese(tab, page)
      }
    })
  }
})

for (const path of ['', 'cluster/', 'cluster/large/', 'fidelity/', 'learn/strategy/']) {
  test(`no English on /zh/${path}`, async ({ page }) => {
    await page.goto(`zh/${path}`)
    await expect(page.locator('html')).toHaveAttribute('lang', /^zh/)
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await page.waitForLoadState('networkidle')
    await expectChinese(page, path)
  })
}

for (const slug of process.env.CHINESE === 'all' ? lessonFolders() : LESSONS_OF_THEIR_OWN) {
  test(`no English in the lesson ${slug} in Chinese: its pictures, its dialogs, its events`, async ({ page }) => {
    await page.goto(`zh/learn/${slug}/`)
    const lesson = new LessonPage(page, 'zh')
    await expect(lesson.bar).not.toHaveAttribute('data-trace-hash', '', { timeout: 60_000 })
    await expectChinese(page, slug)
    const tabs = await lesson.picture.getByRole('tab').filter({ visible: true }).all()
    expect(tabs.length).toBeGreaterThan(4)
    for (const tab of tabs) {
      await tab.click()
      await expectChinese(page, (await tab.textContent()) ?? '')
    }
    for (const key of ['?', 'b', 'q', 'p']) {
      await page.keyboard.press(key)
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectChinese(page, key)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
    }
  })
}

test('no English in what came of a fault, nor in a frame', async ({ page }) => {
  await page.goto('zh/learn/send-call/#s=send-call&seed=1&i=100~kill~broker-b&c=102.1&v=1')
  const lesson = new LessonPage(page, 'zh')
  await expect(lesson.bar).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 })
  await lesson.showPicture('经过')
  await expect(lesson.picture.getByRole('region', { name: '后果' }).getByRole('button').first()).toBeVisible()
  await expectChinese(page, 'story')
  await lesson.showPicture('事件')
  await page.getByRole('button', { name: '打开这一帧' }).first().click()
  await expect(page.getByRole('dialog').getByRole('region', { name: '字段' })).toBeVisible()
  await expectChinese(page, 'frame')
})
