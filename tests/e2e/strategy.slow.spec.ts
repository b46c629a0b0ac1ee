import { expect, test, type Locator, type Page } from '@playwright/test'
import { figure, strategy } from './support/strategy'

const MONACO = '.monaco-editor'

async function openStrategy(page: Page, hash = ''): Promise<void> {
  await page.goto(`en/learn/strategy/${hash}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

async function openEditor(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'mine 1' }).click()
  await page.getByRole('button', { name: 'Open the editor' }).click()
  await expect(page.locator(`${MONACO} .view-line`).first()).toBeVisible({ timeout: 45_000 })
}

/** Puts the cursor behind everything and types. */
async function typeAtEnd(page: Page, text: string): Promise<void> {
  await page.locator(`${MONACO} .view-lines`).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(text)
}

test('the editor is fetched when it is asked for, and from this site only', async ({ page, baseURL }) => {
  const scripts: string[] = []
  page.on('request', (request) => void scripts.push(request.url()))
  await openStrategy(page)
  await page.waitForLoadState('networkidle')
  const before = scripts.length
  expect(scripts.filter((url) => url.endsWith('/rocketmq.d.ts'))).toEqual([])
  await openEditor(page)
  expect(scripts.length).toBeGreaterThan(before + 1)
  expect(scripts.filter((url) => !url.startsWith(new URL(baseURL!).origin) && !/^(blob|data):/.test(url))).toEqual([])
})

test('the editor knows the types of the engine', async ({ page }) => {
  await openStrategy(page)
  await openEditor(page)
  await typeAtEnd(page, "\nimport type { MessageQueue as Q } from 'rocketmq'\nexport const a = (mq: Q) => mq.brokerNam")
  await expect(page.locator(`${MONACO} .squiggly-error`).first()).toBeVisible({ timeout: 45_000 })
  await page.keyboard.press('Escape')
  await page.keyboard.type('e')
  await expect(page.locator(`${MONACO} .squiggly-error`)).toHaveCount(0, { timeout: 20_000 })
})

test('code is kept as it is typed, and typing can be undone after a reload', async ({ page }) => {
  await openStrategy(page)
  await openEditor(page)
  await typeAtEnd(page, '// kept')
  await page.reload()
  await page.getByRole('button', { name: 'mine 1' }).click()
  await expect(page.getByText('// kept')).toBeVisible()
  await openEditor(page)
  await page.locator(`${MONACO} .view-lines`).click()
  for (let i = 0; i < 6 && await page.getByText('// kept').isVisible(); i++) await page.keyboard.press('Control+z')
  await expect(page.getByText('// kept')).toHaveCount(0)
  await expect(page.getByText('MyStrategy')).toBeVisible()
})

test('a built-in is where one’s own begins, and where it can go back to', async ({ page }) => {
  await openStrategy(page)
  await page.getByRole('combobox', { name: 'built-in', exact: true }).selectOption('random')
  await page.getByRole('button', { name: 'Start from this' }).click()
  await expect(page.getByRole('button', { name: 'mine 1' })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText('export default class SelectMessageQueueByRandom')).toBeVisible()
  await page.getByRole('combobox', { name: 'Back to the built-in' }).selectOption('hash')
  await expect(page.getByText('export default class SelectMessageQueueByHash')).toBeVisible()
})

test('code that comes with a link is shown and not run', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openStrategy(page)
  await page.getByRole('button', { name: 'mine 1' }).click()
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByText('The link has been copied.')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await page.goto('about:blank')
  await page.goto(link)
  await expect(page.getByText('It can’t reach your files')).toBeVisible()
  await expect(page.getByText('export default class MyStrategy')).toBeVisible()
  await expect(page.getByText('It has not run yet.')).toHaveCount(1)
  await page.getByRole('button', { name: 'Run this code' }).click()
  await expect(page.getByText('It can’t reach your files')).toHaveCount(0)
  await page.getByRole('button', { name: 'mine 2' }).last().click()
  await expect(page.getByRole('button', { name: 'mine 2' })).toHaveAttribute('aria-pressed', 'true')
})

test('a link that is damaged is said to be', async ({ page }) => {
  await openStrategy(page, '#k=AAAA&l=1.hot.1.1.1.nothing&seed=1&v=1')
  await expect(page.getByText('The link could not be read.')).toBeVisible()
})

test('on a phone there is one pane at a time, and nothing is wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await openStrategy(page)
  for (const pane of ['Read', 'Code', 'Results']) {
    await page.getByRole('button', { name: pane, exact: true }).click()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  }
  await expect(page.getByRole('table')).toBeVisible()
})

async function replaceCode(page: Page, code: string): Promise<void> {
  await page.locator(`${MONACO} .view-lines`).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(code)
}

test('the hash keeps the order that round robin breaks', async ({ page }) => {
  await openStrategy(page)
  await expect(figure(page, 'keys out of order')).toHaveText(/^0 of \d+$/)
  await expect(page.getByRole('row', { name: 'keys out of order' }).getByRole('cell').first()).toHaveText(/^[1-9]\d* of/)
  await expect(figure(page, 'stored')).toHaveText('300')
})

test('when queues are added, the ring moves fewer keys than the remainder', async ({ page }) => {
  await openStrategy(page)
  await page.getByText('nothing happens').first().click()
  await page.getByLabel('half-way').selectOption('queues-added')
  await page.getByLabel('Compare with').selectOption('built-in:hash')
  await page.getByRole('combobox', { name: 'built-in', exact: true }).selectOption('consistent-hash')
  const cells = page.getByRole('row', { name: 'keys out of order' }).getByRole('cell')
  await expect.poll(async () => {
    const [hash, ring] = (await cells.allInnerTexts()).map((text) => parseInt(text, 10))
    return ring! * 2 < hash!
  }).toBe(true)
})

test('code that is typed is run, and what it does wrong is said with its line', async ({ page }) => {
  await openStrategy(page)
  await openEditor(page)
  await replaceCode(page, strategy('return mqs[0] ?? null'))
  await expect(figure(page, 'imbalance')).toHaveText('8.00')
  for (const [body, words] of [
    ['while (true) {}', 'Line 4: select did not come to an end'],
    ['return null', 'Line 4: select must return one of the queues'],
    ["throw new Error('no')", 'Line 4: select threw Error: no'],
  ] as const) {
    await replaceCode(page, strategy(body))
    await expect(page.getByText(words).first()).toBeVisible()
    await expect(figure(page, 'failed')).toHaveText('300')
  }
  await replaceCode(page, strategy('return mqs['))
  await expect(page.getByText('This does not compile').first()).toBeVisible()
})

/** Of few messages with code of one's own; gives the line that is about to run, which is the strategy's first. */
async function stepThroughSecondCall(page: Page): Promise<Locator> {
  await openStrategy(page)
  await page.getByText('nothing happens').first().click()
  await page.getByLabel('messages').first().fill('20')
  await page.getByRole('button', { name: 'mine 1' }).click()
  await page.getByRole('button', { name: 'Calls', exact: true }).click()
  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const line = page.locator('#source-panel [aria-current=step]')
  await expect(line).toHaveAttribute('data-line', '8', { timeout: 30_000 })
  return line
}

test('a call can be stepped through into the reader’s code and back', async ({ page }) => {
  const line = await stepThroughSecondCall(page)
  await expect(line).toContainText('this.next % mqs.length')
  await page.getByRole('button', { name: 'Step into' }).click()
  await expect(line).toHaveAttribute('data-line', '9')
  await page.getByRole('button', { name: 'Step back', exact: true }).click()
  await expect(line).toHaveAttribute('data-line', '8')
  await page.getByRole('button', { name: 'Back to the strategies' }).click()
  await expect(page.getByRole('grid')).toBeVisible()
})

test('a link leads to a place in a stepped call, after a click when code is in it', async ({ page, browser, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const line = await stepThroughSecondCall(page)
  await page.getByRole('button', { name: 'Step into' }).click()
  await expect(line).toHaveAttribute('data-line', '9')
  const at = await page.getByRole('slider', { name: 'Position in the run' }).getAttribute('aria-valuenow')
  await page.getByRole('button', { name: 'Copy link' }).last().click()
  await expect(page.getByText('The link has been copied.').first()).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/#k=[\w-]+&l=20\.\S+&seed=1&a=round-robin&c=\d+\.\d+&e=[0-9a-f]{8}&v=1$/)
  const other = await (await browser.newContext()).newPage()
  await other.goto(link)
  await expect(other.getByText('It can’t reach your files')).toBeVisible()
  await expect(other.locator('#source-panel')).toHaveCount(0)
  await other.getByRole('button', { name: 'Run this code' }).click()
  const there = other.locator('#source-panel [aria-current=step]')
  await expect(there).toHaveAttribute('data-line', '9', { timeout: 30_000 })
  expect(await other.getByRole('slider', { name: 'Position in the run' }).getAttribute('aria-valuenow')).toBe(at)
  await expect(other.getByRole('heading', { name: 'Call 2 of' })).toBeVisible()
  await other.context().close()
})

test('a check says how far it has come', async ({ page }) => {
  await openStrategy(page)
  await page.getByRole('combobox', { name: 'built-in', exact: true }).selectOption('hash')
  await page.getByRole('button', { name: 'Start from this' }).click()
  await page.getByRole('button', { name: 'Exercises' }).click()
  const exercise = page.getByRole('listitem').filter({ hasText: 'Keep each order together' })
  // Kept by the page itself: between two looks of a test a quick check may be over.
  await exercise.evaluate((element) => {
    const seen: string[] = []
    Object.assign(window, { seen })
    new MutationObserver(() => {
      const bar = element.querySelector('progress')
      if (bar !== null) seen.push(`${bar.value}/${bar.max} ${bar.nextElementSibling?.textContent ?? ''}`)
    }).observe(element, { subtree: true, childList: true, attributes: true, characterData: true })
  })
  await exercise.getByRole('button', { name: 'Check' }).click()
  await expect(exercise.getByText('It holds under 24 seeds.')).toBeVisible({ timeout: 55_000 })
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen)
  expect(seen).toContain('12/24 Seed 13 of 24, 50 %')
})

test('an exercise tells right from wrong by running, and shows the smallest run', async ({ page }) => {
  await openStrategy(page)
  await page.getByRole('button', { name: 'mine 1' }).click()
  await page.getByRole('button', { name: 'Exercises' }).click()
  const exercise = page.getByRole('listitem').filter({ hasText: 'Keep each order together' })
  await exercise.getByRole('button', { name: 'Check' }).click()
  await expect(exercise.getByText('it does not hold')).toBeVisible({ timeout: 40_000 })
  await expect(exercise.getByRole('button', { name: 'Step through the smallest run' })).toBeVisible()
  for (let i = 0; i < 3; i++) await exercise.getByRole('button', { name: /^Hint|^Show a solution/ }).click()
  await exercise.getByRole('button', { name: /^Put it into/ }).click()
  await exercise.getByRole('button', { name: 'Check' }).click()
  await expect(exercise.getByText('It holds under 24 seeds.')).toBeVisible({ timeout: 55_000 })
})

for (const title of [
  'Keep them together while a broker dies', 'Spread a hot key', 'Prefer the near room, but spare it', 'Avoid the slow broker',
]) {
  test(`exercise “${title}”: round robin does not do it, the solution does`, async ({ page }) => {
    test.setTimeout(150_000)
    await openStrategy(page)
    await page.getByRole('button', { name: 'mine 1' }).click()
    await page.getByRole('button', { name: 'Exercises' }).click()
    const exercise = page.getByRole('listitem').filter({ hasText: title })
    await exercise.getByRole('button', { name: 'Check' }).click()
    await expect(exercise.getByText('it does not hold')).toBeVisible({ timeout: 60_000 })
    const help = exercise.getByRole('button', { name: /^Hint|^Show a solution/ })
    while (await help.isVisible()) await help.click()
    await exercise.getByRole('button', { name: /^Put it into/ }).click()
    await exercise.getByRole('button', { name: 'Check' }).click()
    await expect(exercise.getByText('It holds under 24 seeds.')).toBeVisible({ timeout: 80_000 })
  })
}
