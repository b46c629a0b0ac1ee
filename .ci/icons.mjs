/**
 * Draws the mark in the sizes that systems want for an application: into `public/icons/`. Done by hand when `app/icon.svg` changes.
 */
import { chromium } from '@playwright/test'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { commandLine } from '../engine/adapters/cli/commandLine.mjs'
import { findChromium } from './support/browser.mjs'
import { root } from './support/command.mjs'

commandLine({ usage: 'usage: node .ci/icons.mjs' })
const folder = path.join(root, 'public', 'icons')
const svg = readFileSync(path.join(root, 'app', 'icon.svg'), 'utf8')
const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: ['--no-sandbox'] })
mkdirSync(folder, { recursive: true })
// Systems cut a maskable one to whatever shape they like: the mark keeps to the middle, and the ground fills the square.
for (const [name, size, part, ground] of [
  ['192', 192, 1, 'transparent'], ['512', 512, 1, 'transparent'], ['maskable-512', 512, 0.62, '#faf8f3'], ['180', 180, 0.8, '#faf8f3'],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>body{margin:0;height:100vh;display:grid;place-items:center;background:${ground}}</style>${svg}`)
  await page.evaluate((side) => document.querySelector('svg')?.setAttribute('width', String(side)), Math.round(size * part))
  await page.screenshot({ path: path.join(folder, `${name}.png`), omitBackground: true })
  await page.close()
}
await browser.close()
