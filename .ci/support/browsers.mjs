import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { onPath } from './browser.mjs'
import { bundleForNode } from './bundle.mjs'
import { root, run, start } from './command.mjs'
import { basePath, siteFolder } from './site.mjs'

const DIRECTORY = path.join(root, '.cache', 'browsers')

/** How long `apt-get` may take, in ms. Without a network it would try for minutes. */
const INSTALL_MILLIS = 180_000

/** `programs`: what has to be there, by the names that it goes by, and the places off the PATH where it may be. */
const BROWSERS = [
  { part: 'firefox', name: 'Firefox', programs: [{ names: ['firefox-esr', 'firefox'] }], packages: ['firefox-esr'] },
  {
    part: 'webkit',
    name: 'WebKitGTK',
    programs: [
      { names: ['WebKitWebDriver'] },
      { names: ['MiniBrowser'], folders: miniBrowserFolders() },
      { names: ['Xvfb'] },
    ],
    packages: ['webkit2gtk-driver', 'xvfb'],
  },
]

/** From the newest. */
function miniBrowserFolders() {
  const libraries = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib', '/usr/libexec']
  return libraries.flatMap((library) => ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'].map((name) => path.join(library, name)))
}

/**
 * The site in other browsers than Chromium: tests/browsers. A browser that this machine lacks counts as skipped.
 * @param {{ install?: boolean }} [options] `install`: may packages be installed, where that is possible?
 * @returns {Promise<import('./checks.mjs').Result>}
 */
export async function otherBrowsers({ install = false } = {}) {
  const name = 'other browsers'
  if (install) await installMissing()
  const found = BROWSERS.map((each) => ({ ...each, paths: each.programs.map(findProgram) }))
  const missing = found.filter(({ paths }) => paths.includes(null))
  for (const { name: browser, packages } of missing) {
    console.log(`Skipped, nothing was looked at in ${browser}. On Debian: apt-get install ${packages.join(' ')}`)
  }
  const there = found.filter(({ paths }) => !paths.includes(null))
  const skipped = missing.length
  if (there.length === 0) return { name, passed: 0, failed: 0, skipped }
  rmSync(DIRECTORY, { recursive: true, force: true })
  const program = await bundleForNode('tests/browsers/browsers.ts', { name: 'browsers', traced: true })
  const prove = (part, paths) => run(process.execPath, ['--enable-source-maps', program, part, siteFolder, basePath, DIRECTORY, ...paths])
  const expected = prove('expected', [])
  // Much of what a browser does here is waiting, so both at once.
  await Promise.all([expected, ...there.map(({ part, paths }) => prove(part, paths))])
  const reports = there.map(({ part, name: browser }) => reportOf(part, browser))
  const sum = (count) => reports.reduce((total, report) => total + report[count], 0)
  return { name, passed: sum('passed'), failed: sum('failed'), skipped, failures: reports.flatMap(({ failures }) => failures) }
}

function reportOf(part, browser) {
  const file = path.join(DIRECTORY, `${part}.json`)
  if (!existsSync(file)) return { passed: 0, failed: 1, failures: [`${browser}: no report`] }
  const { passed, failed, failures, name } = JSON.parse(readFileSync(file, 'utf8'))
  console.log(`${name}: ${passed} passed, ${failed} failed`)
  return { passed, failed, failures: failures.map((failure) => `${name}: ${failure}`) }
}

/** @returns {string | null} its path */
function findProgram({ names, folders = [] }) {
  return [...onPath(process.env, names), ...folders.flatMap((folder) => names.map((name) => path.join(folder, name)))]
    .find((file) => existsSync(file)) ?? null
}

/** As root on Debian, what is missing can be had. If it can't, the suite does without. */
async function installMissing() {
  const lacking = BROWSERS.filter(({ programs }) => programs.some((each) => findProgram(each) === null))
  const packages = lacking.flatMap((each) => each.packages)
  const isDebianRoot = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (packages.length === 0 || !isDebianRoot) return
  console.log(`Installing ${packages.join(', ')} …`)
  const until = Date.now() + INSTALL_MILLIS
  const quick = ['-qq', '-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::Retries=1', '-o', 'DPkg::Lock::Timeout=30']
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { child, exit } = start('apt-get', [...quick, ...words], { env, quiet: true })
    const timer = setTimeout(() => child.kill(), Math.max(0, until - Date.now()))
    const code = await exit
    clearTimeout(timer)
    if (code !== 0) return console.log(`apt-get ${words[0]} has failed or taken too long.`)
  }
}
