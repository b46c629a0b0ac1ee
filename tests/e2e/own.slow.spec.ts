import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { ZipWriter } from '../../engine/adapters/zip/ZipWriter'
import { damaged } from './support/damaged'
import { OwnPage } from './support/own'
import { withoutOpfs } from './support/withoutOpfs'

test.describe.configure({ timeout: 120_000 })

test('an empty disk says what to try; what was flushed is there after a reload, and the page says how', async ({ page }) => {
  const own = await OwnPage.open(page)
  await expect(own.back.getByText('What does “acknowledged” mean?')).toBeVisible()
  await own.chooses('after it has flushed')
  await own.sends()
  await expect(own.outcome('SEND_OK').getByRole('cell')).toHaveText('20')
  await page.reload()
  await own.isRunning()
  await expect(own.back).toHaveAttribute('data-kind', 'kept')
  await expect(own.back.getByText('of 20 acknowledged messages was lost')).toBeVisible()
  await expect(own.back.getByText(/^The tab was closed or left at .* before this start\./)).toBeVisible()
  await expect(own.back.getByText(/recovery was abnormal.*beginning with commitlog\/0\.$/)).toBeVisible()
  await expect(own.back.getByText(/^20 records are whole\. The log ends at byte .* of commitlog\/0\.$/)).toBeVisible()
  expect(await own.stored()).toBe(20)
  expect(await own.acknowledged()).toBe(20)
})

test('with asynchronous flush, closing at once loses acknowledged messages, and the page lists them', async ({ page }) => {
  const own = await OwnPage.open(page)
  let sent = 0
  // A flush may come in between; not each time.
  for (let attempt = 0; attempt < 5 && (await own.lost()) === 0; attempt++, sent += 20) {
    await own.sends({ then: 'reload this tab at once' })
  }
  const lost = await own.lost()
  expect(lost).toBeGreaterThan(0)
  await expect(own.back.getByText(`of the ${sent} messages that had been acknowledged`)).toBeVisible()
  const list = own.back.getByRole('list', { name: 'Acknowledged, and not in the log any more' })
  await expect(list.getByRole('listitem')).toHaveCount(lost)
  await expect(list.getByText('order-19')).toBeVisible()
  await expect.poll(() => own.stored()).toBe(sent - lost)
})

test('with synchronous flush, closing at once loses none', async ({ page }) => {
  const own = await OwnPage.open(page)
  await own.chooses('after it has flushed')
  for (let round = 1; round <= 3; round++) {
    await own.sends({ then: 'reload this tab at once' })
    await expect(own.back.getByText(`of ${20 * round} acknowledged messages was lost`)).toBeVisible()
  }
  await expect.poll(() => own.stored()).toBe(60)
})

test('a killed broker leaves its pages behind; one without power does not; one that is shut down has flushed', async ({ page }) => {
  const own = await OwnPage.open(page)
  await own.sends({ then: 'kill the broker at once' })
  await expect(own.status.getByText('killed', { exact: true })).toBeVisible()
  await expect(own.find.getByText('The broker has to be running')).toBeVisible()
  await own.button('Start the broker').click()
  await own.isRunning()
  await expect(own.back.getByText('of 20 acknowledged messages was lost')).toBeVisible()
  await expect(own.back.getByText('The broker was killed', { exact: false })).toBeVisible()

  let sent = 20
  for (let attempt = 0; attempt < 5 && (await own.lost()) === 0; attempt++, sent += 20) {
    await own.sends({ then: 'cut the power at once' })
    await expect(own.status.getByText('without power', { exact: true })).toBeVisible()
    await own.button('Start the broker').click()
    await own.isRunning()
    await expect(own.back.getByText('The power was cut', { exact: false })).toBeVisible()
  }
  expect(await own.lost()).toBeGreaterThan(0)

  await own.sends()
  await own.button('Shut down').click()
  await expect(own.status.getByText('shut down', { exact: true })).toBeVisible()
  await own.button('Start the broker').click()
  await own.isRunning()
  await expect(own.back.getByText(/recovery was normal/)).toBeVisible()
  await expect(own.back).toHaveAttribute('data-kind', 'kept')
})

test('messages that nobody takes are told by their exception', async ({ page }) => {
  const own = await OwnPage.open(page)
  await own.button('kill -9').click()
  await expect(own.status.getByText('killed', { exact: true })).toBeVisible()
  await own.send.getByLabel('Messages', { exact: true }).fill('1')
  await own.button('Send').click()
  // Nobody has a route of a topic that was never sent to: the client refuses before anything leaves it.
  await expect(own.outcome(/Exception/)).toContainText('Refused: it is not stored', { timeout: 60_000 })
  expect(await own.acknowledged()).toBe(0)
})

test('resetting asks first, and then the disk is empty', async ({ page }) => {
  const own = await OwnPage.open(page)
  await own.sends()
  await own.button('Reset the disk …').click()
  const dialog = page.getByRole('dialog', { name: 'Empty the disk?' })
  await expect(dialog.getByText('20 messages in its queues')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await own.stored()).toBe(20)
  await own.button('Reset the disk …').click()
  await dialog.getByRole('button', { name: 'Empty it' }).click()
  await expect(page.getByRole('status').getByText('The disk is empty.')).toBeVisible({ timeout: 30_000 })
  await own.isRunning()
  await expect(own.back.getByText('What does “acknowledged” mean?')).toBeVisible()
  expect(await own.acknowledged()).toBe(0)
})

test('an export brings all messages into another browser; a damaged one is refused, with the place', async ({ page, browser }) => {
  const own = await OwnPage.open(page)
  await own.sends({ count: 300 })
  const zip = await own.exports()
  await expect(page.getByRole('status').getByText(/\.zip has been saved/)).toBeVisible()

  const other = await anotherBrowser(browser, own)
  const refusal = await other.chooseArchive(damaged(zip))
  await expect(refusal.getByRole('heading', { name: 'This archive will not do' })).toBeVisible()
  await expect(refusal.getByText(/consumequeue\/OrderPaid\/\d\/0{20}, byte 40/)).toBeVisible()
  await expect(refusal.getByText(/The entry of place 2 leads to byte/)).toBeVisible()
  await expect(refusal.getByRole('button', { name: 'Replace it' })).toHaveCount(0)
  await refusal.getByRole('button', { name: 'Close' }).last().click()
  await expect(other.back.getByText('What does “acknowledged” mean?')).toBeVisible()

  const dialog = await other.chooseArchive(zip)
  await expect(dialog.getByText(/300 messages/).first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Replace it' }).click()
  await expect(dialog).toBeHidden({ timeout: 30_000 })
  await other.isRunning()
  await expect.poll(() => other.stored()).toBe(300)
  await other.find.getByLabel('Find', { exact: true }).selectOption({ label: 'by key' })
  await other.find.getByLabel('Key', { exact: true }).fill('order-299')
  await other.button('Find').click()
  await expect(other.find.getByText('order 299')).toBeVisible()
  await other.page.context().close()
})

/** A browser that has nothing of the first one's, with the page open in it. */
async function anotherBrowser(browser: Browser, first: OwnPage): Promise<OwnPage> {
  const context: BrowserContext = await browser.newContext()
  const page: Page = await context.newPage()
  await page.goto(first.page.url())
  const own = new OwnPage(page)
  await own.isRunning()
  return own
}

test('what is no archive is refused', async ({ page }) => {
  const own = await OwnPage.open(page)
  const dialog = await own.chooseArchive(Buffer.from('no zip'))
  await expect(dialog.getByText('It is no .zip archive, or only a part of one.')).toBeVisible()
})

test('a second tab is told, leaves the first one alone, and takes over when that is closed', async ({ page, context }) => {
  const first = await OwnPage.open(page)
  await first.chooses('after it has flushed')
  await first.sends()
  const second = await OwnPage.open(await context.newPage())
  await expect(second.page.getByRole('heading', { name: 'Another tab has this disk' })).toBeVisible()
  await expect(second.status.getByText('in memory: nothing stays')).toBeVisible()
  await second.sends({ count: 5 })
  expect(await first.acknowledged()).toBe(20)
  await first.sends()
  await second.button('Try again').click()
  await second.isRunning()
  await expect(second.page.getByRole('heading', { name: 'Another tab has this disk' })).toBeVisible()
  await first.page.close()
  await second.button('Try again').click()
  await second.isRunning()
  await expect(second.page.getByRole('heading', { name: 'Another tab has this disk' })).toBeHidden()
  await expect(second.back.getByText('of 40 acknowledged messages was lost')).toBeVisible()
  await expect.poll(() => second.stored()).toBe(40)
})

test('a page that is gone back to has its disk again', async ({ page }) => {
  const own = await OwnPage.open(page)
  await own.chooses('after it has flushed')
  await own.sends()
  await page.getByRole('link', { name: 'The lesson about the store' }).or(page.getByRole('link', { name: 'RocketScope' })).first().click()
  await expect(page.getByRole('heading', { name: 'A cluster that stays' })).toBeHidden()
  await page.goBack()
  await own.isRunning()
  await expect(own.back.getByText('of 20 acknowledged messages was lost')).toBeVisible()
})

test('without an OPFS it runs in memory and says so', async ({ page, context }) => {
  await withoutOpfs(context)
  const own = await OwnPage.open(page)
  await expect(page.getByRole('heading', { name: 'Nothing will stay' })).toBeVisible()
  await own.sends()
  expect(await own.stored()).toBe(20)
})

/** Just too small to be compressed. */
const LARGE = '4000'

test('a disk that is full by its settings refuses as the original does, and what is there can be read', async ({ page }) => {
  const own = await OwnPage.open(page)
  await own.chooses('before it flushes', '4 MiB')
  await own.send.getByLabel('Messages', { exact: true }).fill('1500')
  await own.send.getByLabel('Size of a body').fill(LARGE)
  await own.button('Send').click()
  await expect(own.outcome('SEND_OK')).toBeVisible({ timeout: 90_000 })
  await expect(own.outcome(/Exception/)).toBeVisible()
  await own.isRunning()
  await own.button('Find').click()
  await expect(own.find.getByText(/messages? found/)).toBeVisible()
})

test('what the browser has no space for is acknowledged, never flushed, and gone: the page lives on and says so', async ({
  page, context, baseURL,
}) => {
  const own = await OwnPage.open(page)
  const browser = await context.newCDPSession(page)
  const { origin } = new URL(baseURL!)
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 6 * 1024 * 1024 })
  await own.sends({ count: 2500, bodyBytes: Number(LARGE) })
  await expect(own.status.getByText(/bytes are in memory only/)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'The cluster has stopped working' })).toHaveCount(0)
  const acknowledged = await own.acknowledged()
  await browser.send('Storage.overrideQuotaForOrigin', { origin })
  await page.reload()
  await own.isRunning()
  const lost = await own.lost()
  expect(lost).toBeGreaterThan(0)
  await expect.poll(() => own.stored()).toBe(acknowledged - lost)
})

test('a message that is found by its key leads to the bytes of its record', async ({ page }) => {
  const own = await OwnPage.open(page)
  await own.sends()
  await own.find.getByLabel('Find', { exact: true }).selectOption({ label: 'by key' })
  await own.find.getByLabel('Key', { exact: true }).fill('order-7')
  await own.button('Find').click()
  await expect(own.find.getByText('1 message found.')).toBeVisible()
  await own.find.getByRole('button', { name: /^Show the record of queue \d, place \d+, in its file$/ }).click()
  const record = own.files.getByRole('region', { name: 'commitlog/0', exact: true })
  await expect(record).toBeInViewport()
  await expect(record.locator('[data-position][data-at]').first()).toBeVisible()
  await expect(record.getByRole('button', { name: /keys.*order-7|properties/i }).first()).toBeVisible()
  const lit = Number(await record.locator('[data-position][data-at]').first().getAttribute('data-position'))
  const magic = await Promise.all([4, 5, 6, 7].map((i) => record.locator(`[data-position="${lit + i}"]`).first().innerText()))
  expect(magic.join('')).toBe('daa320a7')
})

test('messages are found by place, by unique id and by time too', async ({ page }) => {
  const own = await OwnPage.open(page)
  await own.sends()
  await own.button('Find').click()
  await expect(own.find.getByText(/^5 messages found\./)).toBeVisible()
  const id = await own.find.getByRole('row').nth(1).getByRole('cell').nth(2).getAttribute('title')
  await own.find.getByLabel('Find', { exact: true }).selectOption({ label: 'by unique id' })
  await own.find.getByLabel('Unique id').fill(id!)
  await own.button('Find').click()
  await expect(own.find.getByText('1 message found.')).toBeVisible()
  await own.find.getByLabel('Find', { exact: true }).selectOption({ label: 'by time' })
  await own.find.getByLabel('Stored at or after').fill('2020-01-01T00:00:00')
  await own.button('Find').click()
  await expect(own.find.getByText(/^5 messages found\./)).toBeVisible()
})

test('ten thousand messages show how far they are, and the broker can be killed meanwhile', async ({ page }) => {
  const own = await OwnPage.open(page)
  await own.send.getByLabel('Messages', { exact: true }).fill('10000')
  await own.button('Send').click()
  await expect(own.send.getByRole('progressbar')).toBeVisible()
  await own.button('kill -9').click()
  await expect(own.status.getByText('killed', { exact: true })).toBeVisible()
  await own.button('Start the broker').click()
  await own.isRunning()
  await expect(own.back.getByText(/acknowledged messages was lost/)).toBeVisible()
})

test('what comes of things is said to those who do not see it', async ({ page }) => {
  const own = await OwnPage.open(page)
  await own.sends()
  const said = page.locator('[aria-live="polite"]')
  await expect(said.filter({ hasText: '20 messages sent: SEND_OK 20.' })).toBeAttached()
  await own.button('kill -9').click()
  await expect(said.filter({ hasText: 'The broker: killed' })).toBeAttached()
})

test('with the keyboard alone: a topic, a number, and off they go', async ({ page }) => {
  const own = await OwnPage.open(page)
  await own.send.getByLabel('Topic').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('3')
  await page.keyboard.press('Enter')
  await expect(own.outcome('SEND_OK').getByRole('cell')).toHaveText('3')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('none')
  await expect(own.send.getByText('A whole number from 1 to')).toBeVisible()
  await expect(own.button('Send')).toBeDisabled()
})

test.describe('on a dark phone, in Chinese', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, colorScheme: 'dark' })

  test('it does not scroll sideways, with everything on it', async ({ page }) => {
    await page.goto('zh/cluster/')
    const status = page.getByRole('region', { name: 'Broker', exact: true })
    await expect(status.getByText('运行中')).toBeVisible({ timeout: 30_000 })
    await page.getByRole('button', { name: '发送', exact: true }).tap()
    await expect(page.getByRole('rowheader', { name: /SEND_OK/ })).toBeVisible({ timeout: 30_000 })
    await page.getByRole('button', { name: '查找', exact: true }).tap()
    await expect(page.getByText(/找到 \d+ 条消息/)).toBeVisible()
    await page.reload()
    await expect(page.getByRole('region', { name: '回来了什么' })).toBeVisible({ timeout: 30_000 })
    const { scrollWidth, clientWidth } = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return { scrollWidth, clientWidth }
    })
    expect(scrollWidth).toBe(clientWidth)
    expect(await page.getByText(/\{\w+\}/).filter({ hasNotText: '{i}' }).count()).toBe(0)
  })
})

test('an archive with a gigabyte of zeros says how far its check is, and can be given up', async ({ page }) => {
  const own = await OwnPage.open(page)
  await own.sends()
  await page.getByLabel('Import …').setInputFiles({ name: 'zeros.zip', mimeType: 'application/zip', buffer: Buffer.from(gigabyte()) })
  const bar = page.getByRole('progressbar', { name: 'Reading the archive …' })
  await expect(bar).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Give up' }).click()
  await expect(page.getByRole('status').getByText('Given up. Everything on the disk is as it was.')).toBeVisible()
  await expect(bar).toBeHidden()
  await own.isRunning()
  expect(await own.acknowledged()).toBe(20)
})

/** A store whose log has one file with nothing in it. */
function gigabyte(): Uint8Array {
  const zeros = new Uint8Array(16 * 1024 ** 2)
  const writer = new ZipWriter(Date.now())
  writer.add('store/commitlog/00000000000000000000', Array.from({ length: 64 }, () => zeros))
  return writer.finish()
}
