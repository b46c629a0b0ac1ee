import { readFileSync } from 'node:fs'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { LessonPage } from './support/lesson'

const IMPL = 'source/client/impl/producer/DefaultMQProducerImpl/'
const isPhone = { viewport: { width: 360, height: 740 }, hasTouch: true }

/** The part of a file's page that is about a symbol. */
function section(page: Page, anchor: string): Locator {
  return page.locator(`section[id="${anchor}"]`)
}

function nameIn(page: Page, line: Locator, name: string): Locator {
  return line.getByRole('link', { name, exact: true })
}

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false })

  test('a page has the code, what is said of it, and links that lead on', async ({ page }) => {
    await page.goto(`en/${IMPL}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('DefaultMQProducerImpl')
    const guard = section(page, 'makeSureStateOK')
    await expect(guard).toContainText('this.serviceState')
    await expect(guard).toContainText('Every send asks this first')
    await expect(guard.getByRole('link', { name: /RocketMQ|DefaultMQProducerImpl#makeSureStateOK/ })).toHaveAttribute('href', /DefaultMQProducerImpl[.]java#L\d+/)
    await expect(guard.getByRole('link', { name: 'Watch it run' })).toBeVisible()
    await section(page, 'sendDefaultImpl').getByRole('link', { name: 'checkMessage', exact: true }).first().click()
    await expect(page).toHaveURL(/source\/client\/Validators\/#checkMessage$/)
    await expect(section(page, 'checkMessage')).toBeInViewport()
  })
})

test('who calls a method and whom it calls is a list of links', async ({ page }) => {
  await page.goto(`en/${IMPL}#sendKernelImpl`)
  const kernel = section(page, 'sendKernelImpl')
  await kernel.getByText(/^called by \d+ places$/).click()
  await kernel.getByRole('listitem').getByRole('link', { name: 'sendDefaultImpl', exact: true }).first().click()
  await expect(page).toHaveURL(/#sendDefaultImpl$/)
  await expect(section(page, 'sendDefaultImpl')).toBeInViewport()
})

test('a line that an address names is in view, also among the folded imports', async ({ page }) => {
  const said = 'the chosen queue is one of the topic'
  const lines = readFileSync('engine/client/impl/producer/DefaultMQProducerImpl.ts', 'utf8').split('\n')
  const anchor = `L${lines.findIndex((line) => line.includes(said)) + 1}`
  await page.goto(`en/${IMPL}#${anchor}`)
  await expect(page.locator(`#${anchor}`)).toBeInViewport()
  await expect(page.locator(`#${anchor}`)).toContainText(said)
  await page.goto(`en/${IMPL}#L3`)
  await expect(page.locator('#L3')).toBeInViewport()
})

test('a name that is pointed at says its type and what its comment says', async ({ page }) => {
  await page.goto(`en/${IMPL}#sendDefaultImpl`)
  const name = nameIn(page, section(page, 'sendDefaultImpl').locator('li', { hasText: 'Validators.checkMessage(' }), 'checkMessage')
  await name.hover()
  const card = page.getByRole('tooltip')
  await expect(card).toContainText('checkMessage(message: Message')
  await expect(name).toHaveAttribute('aria-describedby', 'name-card')
  await page.keyboard.press('Escape')
  await expect(card).toBeHidden()
})

test('the keyboard goes from line to line, to the names of a line, and to a definition', async ({ page }) => {
  await page.goto(`en/${IMPL}#sendDefaultImpl`)
  const line = section(page, 'sendDefaultImpl').locator('li', { hasText: 'Validators.checkMessage(' })
  const number = line.getByRole('link').first()
  // Until the script is there, Tab leads through all names, and the arrow keys scroll.
  await expect(number).toHaveAttribute('tabindex')
  await number.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowDown')
  await expect(number).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(nameIn(page, line, 'Validators')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(nameIn(page, line, 'checkMessage')).toBeFocused()
  await expect(page.getByRole('tooltip')).toContainText('checkMessage(message: Message')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/source\/client\/Validators\/#checkMessage$/)
})

test.describe('with a finger', () => {
  test.use(isPhone)

  test('a name says what it is first, and leads on from there', async ({ page }) => {
    await page.goto(`en/${IMPL}#sendDefaultImpl`)
    const name = nameIn(page, section(page, 'sendDefaultImpl').locator('li', { hasText: 'Validators.checkMessage(' }), 'checkMessage')
    await name.tap()
    const card = page.getByRole('dialog', { name: 'Go to the definition' })
    await expect(card).toContainText('checkMessage(message: Message')
    await expect(card).toBeInViewport({ ratio: 1 })
    await card.getByRole('link').tap()
    await expect(page).toHaveURL(/source\/client\/Validators\/#checkMessage$/)
  })
})

/** What “Watch it run” says of the line, and where the page that it opens stands. */
async function watch(page: Page, path: string, anchor: string): Promise<void> {
  await page.goto(`en/${path}#${anchor}`)
  const watched = section(page, anchor).locator('p', { hasText: 'Watch it run' })
  const line = Number(/at line (\d+)/.exec(await watched.innerText())![1])
  await watched.getByRole('link').click()
  await page.waitForURL(/#s=/)
  const lesson = new LessonPage(page)
  await lesson.isThere()
  await expect(lesson.litLine).toHaveAttribute('data-line', String(line))
  const file = `engine/${path.replace(/^source\//, '').replace(/\/$/, '')}.ts`
  await expect(page.getByRole('tab', { selected: true }).first()).toHaveAttribute('title', file)
}

test('“Watch it run” opens a lesson at the method’s first line', async ({ page }) => {
  await watch(page, IMPL, 'sendKernelImpl')
})

test('“Watch it run” opens a run without a lesson as well', async ({ page }) => {
  await watch(page, 'source/broker/processor/ResetConsumerOffset/', 'process')
})

test('from a file to the lesson that speaks of it, and from a lesson’s source to the page of the file', async ({ page }) => {
  await page.goto('en/source/client/Validators/#checkMessage')
  const mention = section(page, 'checkMessage').getByRole('link', { name: /^The send call: / })
  await expect(mention).toHaveAttribute('href', /learn\/send-call\/#step-validate$/)
  const lesson = await LessonPage.open(page, 'learn/send-call/')
  await lesson.button('Step into').click()
  await page.getByRole('link', { name: 'Open this file’s page' }).click()
  await expect(page).toHaveURL(/en\/source\/client\/producer\/DefaultMQProducer\/#L\d+$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('DefaultMQProducer')
})

test('the map: a room lights what it imports, and leads to its files', async ({ page }) => {
  await page.goto('en/source/')
  const room = page.getByRole('link', { name: /^broker: \d+ files$/ })
  await expect(page.locator('[data-state="lit"]')).toHaveCount(0)
  await room.focus()
  await expect(page.locator('path[data-state="lit"]')).toHaveCount(3)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#broker$/)
  const files = page.locator('section#broker')
  await expect(files).toBeInViewport()
  await files.getByRole('link', { name: 'SendMessageProcessor', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('SendMessageProcessor')
})

test('the reading order leads from stop to stop, and the code is there although the page was not loaded anew', async ({ page }) => {
  await page.goto('en/source/#order')
  await page.getByRole('listitem').getByRole('link', { name: 'DefaultMQProducer', exact: true }).first().click()
  await expect(section(page, 'send')).toContainText('this.defaultMQProducerImpl.send')
  await page.getByRole('navigation', { name: 'Reading order' }).getByRole('link', { name: /DefaultMQProducerImpl/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('DefaultMQProducerImpl')
  await expect(section(page, 'makeSureStateOK')).toContainText('this.serviceState')
  await page.getByRole('navigation', { name: 'Reading order' }).getByRole('link', { name: /Kernel/ }).click()
  await expect(section(page, 'Kernel')).toContainText('class Kernel')
})

test('a page brings the texts of its own language, and not those of the other', async ({ page }) => {
  const scripts: string[] = []
  page.on('response', async (response) => {
    if (/\.js$/.test(new URL(response.url()).pathname)) scripts.push(await response.text())
  })
  await page.goto('en/source/client/Validators/')
  await page.waitForLoadState('networkidle')
  await expect.poll(() => scripts.some((text) => text.includes('Call stack'))).toBe(true)
  expect(scripts.filter((text) => text.includes('调用栈'))).toEqual([])
})
