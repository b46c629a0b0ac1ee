/**
 * Draws the cards that other sites show beside a link to ours, one for each language, from the built home pages: into
 * `public/cards/`. Done by hand when the sentence on the home page changes, since Chinese letters take a font of many megabytes, which
 * a browser on this machine has and a build has not.
 */
import { chromium } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { commandLine } from '../engine/adapters/cli/commandLine.mjs'
import { findChromium } from './support/browser.mjs'
import { root } from './support/command.mjs'
import { basePath, siteFolder } from './support/site.mjs'
import { createStaticServer } from './support/static-server.mjs'

commandLine({ usage: 'usage: node .ci/cards.mjs, after npm run build' })
const server = createStaticServer({ folder: siteFolder, basePath })
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: ['--no-sandbox'] })
mkdirSync(path.join(root, 'public/cards'), { recursive: true })
for (const locale of ['en', 'zh']) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 630 }, colorScheme: 'light' })
  await page.goto(`http://127.0.0.1:${port}${basePath}/${locale}/`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  // The page as it is, and larger: what a reader will see behind the link. Its name comes to where the button is.
  await page.addStyleTag({
    content: `header { display: none !important } main { padding: 0 4rem !important; max-width: none !important }
      main > section:first-child { min-height: 630px !important; gap: 2rem !important }
      h1 { font-size: ${locale === 'zh' ? '2.5rem' : '3rem'} !important }
      .card { display: flex; align-items: center; gap: 0.75rem; margin-top: 2.25rem; font: 650 1.75rem var(--sans) }`,
  })
  await page.evaluate(() => {
    const brand = document.querySelector('header > a[href]:not([href^="#"])')
    const entrance = document.querySelector('main a.button')?.parentElement
    const svg = brand?.querySelector('svg')
    svg?.setAttribute('width', '40')
    svg?.setAttribute('height', '40')
    if (brand && entrance) Object.assign(entrance, { className: 'card', innerHTML: brand.innerHTML })
  })
  await page.evaluate(() => document.fonts.ready)
  await page.locator('figcaption').getByText(/[1-9]\d* s$|\.\d{3}/).first().waitFor()
  await page.screenshot({ path: path.join(root, 'public/cards', `${locale}.png`) })
  await page.close()
}
await browser.close()
server.close()
