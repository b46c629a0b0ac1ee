import { expect, type Locator, type Page } from '@playwright/test'

type Then = 'go on' | 'reload this tab at once' | 'cut the power at once' | 'kill the broker at once'

interface Sent {
  readonly count?: number
  readonly bodyBytes?: number
  readonly keys?: string
  readonly then?: Then
}

/** The page of the reader's own cluster, as its reader sees it. */
export class OwnPage {
  readonly page: Page
  /** What came back, or the welcome. */
  readonly back: Locator
  readonly status: Locator
  readonly send: Locator
  readonly find: Locator
  readonly files: Locator

  constructor(page: Page) {
    this.page = page
    this.back = page.getByRole('region', { name: /What came back|An empty disk/ })
    this.status = page.getByRole('region', { name: 'The broker', exact: true })
    this.send = page.getByRole('region', { name: 'Send', exact: true })
    this.find = page.getByRole('region', { name: 'Find messages' }).first()
    this.files = page.getByRole('region', { name: 'What is on the disk' })
  }

  static async open(page: Page): Promise<OwnPage> {
    await page.goto('en/cluster/')
    const own = new OwnPage(page)
    await own.isRunning()
    return own
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  async isRunning(): Promise<void> {
    await expect(this.status.getByText('running', { exact: true })).toBeVisible({ timeout: 30_000 })
  }

  /** Sends, and waits for what came of it unless the page goes. */
  async sends({ count = 20, bodyBytes = 100, keys = 'order-{i}', then = 'go on' }: Sent = {}): Promise<void> {
    await this.send.getByLabel('Messages', { exact: true }).fill(String(count))
    await this.send.getByLabel('Keys').fill(keys)
    await this.send.getByLabel('Size of a body').fill(String(bodyBytes))
    await this.send.getByLabel('When the last answer is there').selectOption({ label: then })
    if (then !== 'reload this tab at once') {
      await this.button('Send').click()
      return expect(this.outcome('SEND_OK')).toBeVisible({ timeout: 30_000 })
    }
    const reloaded = this.page.waitForEvent('domcontentloaded', { timeout: 30_000 })
    await this.button('Send').click()
    await reloaded
    await this.isRunning()
  }

  /** The line that says how often something came of the last send. */
  outcome(name: string | RegExp): Locator {
    return this.send.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name }) })
  }

  async acknowledged(): Promise<number> {
    const text = await this.status.getByText(/^[\d\u202f]+ messages?$/).innerText()
    return Number(text.replace(/\D/g, ''))
  }

  /** Messages that can be read from the queues. */
  async stored(): Promise<number> {
    const counts = await this.status.getByRole('row').locator('td:last-child').allInnerTexts()
    return counts.reduce((sum, text) => sum + Number(text.replace(/\D/g, '')), 0)
  }

  async chooses(flush: 'before it flushes' | 'after it has flushed', disk?: string): Promise<void> {
    await this.page.getByRole('radio', { name: flush }).check()
    if (disk !== undefined) await this.page.getByLabel('Size of its disk').selectOption({ label: disk })
    await this.button('Apply and restart').click()
    await expect(this.page.getByText('These are the settings it runs with.')).toBeVisible({ timeout: 30_000 })
    await this.isRunning()
  }

  /** How many acknowledged messages the card says are gone. */
  async lost(): Promise<number> {
    const kind = await this.back.getAttribute('data-kind')
    if (kind !== 'lost') return 0
    return Number((await this.back.locator('b').first().innerText()).replace(/\D/g, ''))
  }

  /** The export, as a buffer. */
  async exports(): Promise<Buffer> {
    const download = this.page.waitForEvent('download')
    await this.button('Export').click()
    const chunks: Buffer[] = []
    for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer)
    await this.isRunning()
    return Buffer.concat(chunks)
  }

  async chooseArchive(buffer: Buffer): Promise<Locator> {
    await this.page.locator('input[type=file]').setInputFiles({ name: 'store.zip', mimeType: 'application/zip', buffer })
    const dialog = this.page.getByRole('dialog')
    await expect(dialog).toBeVisible({ timeout: 30_000 })
    return dialog
  }
}
