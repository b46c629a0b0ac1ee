/**
 * Runs before every npm script, with nothing but Node: installs the packages when they are missing or not those of
 * package-lock.json. With --browser it also sees to a browser for the tests. --quiet says nothing when all is well.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { commandLine } from '../engine/adapters/cli/commandLine.mjs'
import { findChromium, isHeadlessShell } from './support/browser.mjs'
import { binary, fail, root, run } from './support/command.mjs'

const STAMP = path.join(root, 'node_modules', '.installed-lock')
const NODE_MAJOR = 20
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'

checkNode()
const { values: options } = commandLine({
  usage: 'usage: node .ci/bootstrap.mjs [--browser] [--quiet]',
  options: { browser: { type: 'boolean' }, quiet: { type: 'boolean' } },
})
if (!isInstalled()) await install()
if (options.browser) await ensureBrowser()

function checkNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < NODE_MAJOR) fail(`Node ${NODE_MAJOR} or newer is needed, this is ${process.versions.node}: https://nodejs.org`)
}

function lockHash() {
  return createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex')
}

function isInstalled() {
  if (!existsSync(path.join(root, 'node_modules', '.package-lock.json'))) return false
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockHash()
}

async function install() {
  console.error('Installing packages …')
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  // Not every registry has the packages of all platforms that the lock names; `npm install` gets by without those.
  if ((await run(npm, ['ci', ...quiet], { quiet: true })) !== 0 && (await run(npm, ['install', '--no-save', ...quiet])) !== 0) {
    fail('The packages could not be installed. Is there a network, and does `npm ping` answer?')
  }
  writeFileSync(STAMP, lockHash())
}

async function ensureBrowser() {
  if (process.env.CHROME_PATH && findChromium() === null) fail(`CHROME_PATH=${process.env.CHROME_PATH} is not a program`)
  if (findChromium() === null) {
    console.error('No Chromium found: getting one …')
    await run(binary('playwright'), ['install', '--with-deps', 'chromium'])
  }
  if (!isHeadlessShell(findChromium()) && !process.env.CHROME_PATH && isDebianRoot()) {
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium-headless-shell'], { quiet: true })
  }
  if (findChromium() === null && isDebianRoot()) {
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
  }
  const found = findChromium()
  if (found === null) explainBrowser()
  else if (!options.quiet) console.error(`Browser for the tests: ${found}`)
}

function isDebianRoot() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

function explainBrowser() {
  console.error(
    [
      'No Chromium for the browser tests; they will count as failed. One of these helps:',
      '  - install Chromium or Chrome (Debian, Ubuntu: sudo apt-get install chromium),',
      '  - npx playwright install --with-deps chromium,',
      '  - CHROME_PATH=/path/to/chrome npm test',
    ].join('\n'),
  )
}
