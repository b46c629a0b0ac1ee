import { spawn, type ChildProcess } from 'node:child_process'
import { chromium, type Browser } from '@playwright/test'

const PORT = '4199'
const STARTS = 300

/** The production build, served, and a Chromium to look at it. */
export interface ServedSite {
  readonly browser: Browser
  readonly address: string
  close(): Promise<void>
}

/** @throws Error when the site has not been built or does not come up */
export async function openSite(): Promise<ServedSite> {
  const server = spawn(process.execPath, ['.ci/start.mjs'], { env: { ...process.env, PORT }, stdio: 'ignore' })
  const address = `http://localhost:${PORT}`
  await isUp(address, server)
  const browser = await chromium.launch(await chromiumOptions())
  return {
    browser,
    address,
    async close() {
      await browser.close()
      server.kill()
    },
  }
}

/** How to launch the Chromium that there is. */
export async function chromiumOptions(): Promise<{ args: string[]; executablePath: string | undefined }> {
  const isRoot = process.getuid?.() === 0
  const { findChromium } = (await import(`file://${process.cwd()}/.ci/support/browser.mjs`)) as ChromiumFinder
  return { args: isRoot ? ['--no-sandbox'] : [], executablePath: findChromium() ?? undefined }
}

interface ChromiumFinder {
  findChromium(): string | null
}

async function isUp(address: string, server: ChildProcess): Promise<void> {
  for (let start = 0; start < STARTS && server.exitCode === null; start++) {
    const response = await fetch(`${address}/en/`).catch(() => null)
    if (response?.ok === true) return
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  throw new Error(`nothing answers at ${address}`)
}
