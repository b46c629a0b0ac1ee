import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import type { OtherBrowser } from './OtherBrowser'

/** Firefox speaks WebDriver BiDi itself, without another program. */
export class Firefox implements OtherBrowser {
  readonly name: string
  readonly storage: 'opfs'
  private readonly browser: Browser
  private readonly page: Page
  private found: string[]

  private constructor(name: string, browser: Browser, page: Page) {
    this.name = name
    this.storage = 'opfs'
    this.browser = browser
    this.page = page
    this.found = []
    page.on('console', (message) => {
      if (message.type() === 'error') this.found.push(message.text())
    })
    page.on('pageerror', (error) => this.found.push(String(error)))
  }

  static async start(program: string): Promise<Firefox> {
    const browser = await puppeteer.launch({ browser: 'firefox', executablePath: program, headless: true, protocolTimeout: 600_000 })
    const page = await browser.newPage()
    await page.setViewport({ width: 1440, height: 900 })
    return new Firefox(await browser.version(), browser, page)
  }

  async goto(address: string): Promise<void> {
    await this.page.goto(address, { waitUntil: 'load', timeout: 60_000 })
  }

  evaluate(body: string): Promise<unknown> {
    return this.page.evaluate(`(async () => { ${body} })()`)
  }

  async problems(): Promise<string[]> {
    return this.found.splice(0)
  }

  async close(): Promise<void> {
    await this.browser.close()
  }
}
