import { expect, test, type Page } from '@playwright/test'
import { figure, importCode, strategy } from './support/strategy'

/** Strategies that do their worst: what the page says of each of them, and that it goes on. */
const HOSTILE: ReadonlyArray<readonly [name: string, body: string, sentence: RegExp]> = [
  ['throws', "throw new Error('no')", /Line 4: select threw Error: no/],
  ['throws null', 'throw null', /select threw null/],
  ['never ends', 'while (true) {}', /did not come to an end/],
  ['never ends and catches', 'for (;;) { try { for (;;) {} } catch {} }', /did not come to an end/],
  ['calls itself for ever', 'return this.select(mqs, msg, arg)', /calls itself too deeply|did not come to an end/],
  ['wants all memory', 'const all = []; for (;;) all.push(new Array(10000).fill(1))', /more memory|did not come to an end/],
  ['wants a huge text', "let text = 'x'; for (;;) text += text", /more memory|did not come to an end|threw/],
  ['returns null', 'return null', /must return one of the queues/],
  ['returns nothing', 'return undefined as never', /must return one of the queues/],
  ['returns a number', 'return 1 as never', /must return one of the queues/],
  ['returns a look-alike', 'return { ...mqs[0] } as never', /must return one of the queues/],
  ['returns a queue of its own', "return new MessageQueue('Elsewhere', 'broker-z', 9)", /not in the list/],
  ['asks for the network', "return (globalThis as any).fetch('https://example.org') as never", /select threw TypeError/],
  ['asks for the page', 'return (globalThis as any).document.title as never', /select threw TypeError/],
]

async function openSlot(page: Page): Promise<void> {
  await page.goto('en/learn/strategy/')
  await page.getByRole('button', { name: 'mine 1' }).click()
}

for (const [name, body, sentence] of HOSTILE) {
  test(`a strategy that ${name}: its sends fail, the page says why, and the next strategy runs`, async ({ page }) => {
    await openSlot(page)
    await importCode(page, strategy(body))
    await expect(figure(page, 'failed')).toHaveText('300')
    await expect(page.getByRole('listitem').filter({ hasText: sentence }).first()).toBeVisible()
    await importCode(page, strategy('return mqs[0] ?? null'))
    await expect(figure(page, 'stored')).toHaveText('300')
    await expect(figure(page, 'imbalance')).toHaveText('8.00')
  })
}

/** Whatever strategies do is counted and ended; only the engine itself could stop answering. */
function holdTheEngine(page: Page): void {
  const worker = page.workers().find((each) => each.url().includes('/workers/cluster-'))!
  // It is ended before it answers.
  void worker.evaluate(() => {
    const end = Date.now() + 120_000
    while (Date.now() < end);
  }).catch(() => undefined)
}

test('an engine that does not answer is started anew, and the code is still there', async ({ page }) => {
  await openSlot(page)
  await expect(figure(page, 'stored')).toHaveText('300')
  holdTheEngine(page)
  await importCode(page, strategy('return mqs[1] ?? null'))
  await expect(page.getByText('The engine has not answered for')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Restart the engine' }).click()
  await expect(page.getByText('The engine has not answered for')).toHaveCount(0)
  await expect(page.getByText('the engine had to be restarted').first()).toBeVisible()
  await expect(page.getByText('mqs[1]')).toBeVisible()
  await page.getByLabel('Compare with').selectOption('built-in:random')
  await expect(page.getByRole('row', { name: 'stored' }).getByRole('cell').first()).toHaveText('300')
  await importCode(page, strategy('return mqs[0] ?? null'))
  await expect(figure(page, 'imbalance')).toHaveText('8.00')
})

/** Text that deflates to about as much as it is long. */
function noise(length: number): string {
  let seed = 7
  const next = (): number => (seed = (seed * 48271) % 2147483647)
  return Array.from({ length }, () => String.fromCharCode(97 + (next() % 26))).join('')
}

test('code that is too long for a link becomes a file, a little less goes into one', async ({ page, context, browser }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openSlot(page)
  const code = (length: number): string => `// ${noise(length)}\n${strategy('return mqs[0] ?? null')}`
  await importCode(page, code(20_000))
  await expect(figure(page, 'imbalance')).toHaveText('8.00')
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.getByRole('button', { name: 'Copy link' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('strategy.ts')
  await expect(page.getByText('The code is too long for a link.')).toBeVisible()
  await importCode(page, code(8_000))
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByText('The link has been copied.')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link.length).toBeGreaterThan(6_000)
  const other = await (await browser.newContext()).newPage()
  await other.goto(link)
  await other.getByRole('button', { name: 'Run this code' }).click()
  await expect(figure(other, 'imbalance')).toHaveText('8.00')
  await other.context().close()
})

test('what is exported is what can be imported', async ({ page }) => {
  await openSlot(page)
  const code = strategy('return mqs[1] ?? null')
  await importCode(page, code)
  await expect(figure(page, 'imbalance')).toHaveText('8.00')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  expect(Buffer.concat(chunks).toString('utf8')).toBe(code)
})

test('a link gives the same run in another profile', async ({ page, browser, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openSlot(page)
  await importCode(page, strategy('return mqs[Number(String(arg).slice(-1)) % mqs.length] ?? null'))
  await expect(figure(page, 'stored')).toHaveText('300')
  const figures = (of: Page) => of.getByRole('table').first().getByRole('row').allInnerTexts()
  const here = (await figures(page)).slice(1)
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByText('The link has been copied.')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  const other = await (await browser.newContext({ baseURL: baseURL! })).newPage()
  await other.goto(link)
  await other.getByRole('button', { name: 'Run this code' }).click()
  await expect(figure(other, 'stored')).toHaveText('300')
  expect((await figures(other)).slice(1)).toEqual(here)
  await other.context().close()
})
