import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver'
import type { OtherBrowser } from './OtherBrowser'

/** The programs that WebKitGTK needs: a browser, one that drives it, and a screen. */
export interface WebKitPrograms {
  readonly driver: string
  readonly browser: string
  readonly screen: string
}

/** WebKitGTK’s MiniBrowser on a screen that is not there. It has no file system for pages: the disks are in memory. */
export class WebKit implements OtherBrowser {
  readonly name: string
  readonly storage: 'memory'
  private readonly driver: WebDriver
  private readonly children: readonly ChildProcess[]

  private constructor(name: string, driver: WebDriver, children: readonly ChildProcess[]) {
    this.name = name
    this.storage = 'memory'
    this.driver = driver
    this.children = children
  }

  static async start(programs: WebKitPrograms): Promise<WebKit> {
    const screen = spawn(programs.screen, ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    process.on('exit', () => screen.kill())
    const display = await firstLine(screen)
    const port = await freePort()
    const driven = spawn(programs.driver, [`--port=${port}`], {
      stdio: 'ignore',
      // Its sandbox needs more rights than a container has.
      env: { ...process.env, DISPLAY: `:${display}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', NO_AT_BRIDGE: '1' },
    })
    process.on('exit', () => driven.kill())
    const options = { binary: programs.browser, args: ['--automation'] }
    const wanted = new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options })
    try {
      await answering(port)
      const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(wanted).build()
      await driver.manage().setTimeouts({ pageLoad: 120_000, script: 600_000 })
      const capabilities = await driver.getCapabilities()
      return new WebKit(`WebKitGTK ${capabilities.getBrowserVersion() ?? ''}`.trim(), driver, [driven, screen])
    } catch (error) {
      for (const child of [driven, screen]) child.kill()
      throw error
    }
  }

  goto(address: string): Promise<void> {
    return this.driver.get(address)
  }

  async evaluate(body: string): Promise<unknown> {
    const script = `const done = arguments[arguments.length - 1]
      ;(async () => { ${body} })().then((value) => done({ value }), (error) => done({ error: String(error) }))`
    const answer = await this.driver.executeAsyncScript<{ value?: unknown, error?: string }>(script)
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.value
  }

  /** Its driver tells nothing of the console, so the page itself has kept them: see `ServedSite`. */
  async problems(): Promise<string[]> {
    return await this.evaluate('return globalThis.problems.splice(0)') as string[]
  }

  async close(): Promise<void> {
    await this.driver.quit().catch(() => undefined)
    for (const child of this.children) child.kill()
  }
}

/** The number of the screen, which the X server has chosen itself. */
function firstLine(screen: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    screen.on('error', reject)
    screen.on('exit', (code) => reject(new Error(`the screen has ended with ${code}`)))
    screen.stdio[3]!.once('data', (bytes: Buffer) => resolve(bytes.toString('utf8').trim()))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    const isThere = await fetch(`http://127.0.0.1:${port}/status`).then(({ ok }) => ok, () => false)
    if (isThere) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the driver of WebKit does not answer')
}
