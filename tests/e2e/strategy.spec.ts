import { expect, test, type Page } from '@playwright/test'

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

test('code that comes with a link is shown and not run', async ({ page, context, browserName }) => {
  test.skip(browserName !== 'chromium')
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
  await expect(page.getByText('It has not run yet.')).toBeVisible()
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
