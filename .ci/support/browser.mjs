import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

/** Without windows of its own: it takes half the time of a whole browser. */
const SHELLS = ['chromium-headless-shell', 'chrome-headless-shell']

const NAMES = [...SHELLS, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']

const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/**
 * A browser for the tests: the one that CHROME_PATH names, one on the PATH, one in a usual place, or one that Playwright
 * has downloaded.
 * @returns {string | null} the path of its program
 */
export function findChromium(env = process.env) {
  if (env.CHROME_PATH) return isProgram(env.CHROME_PATH) ? env.CHROME_PATH : null
  for (const place of [...onPath(env, NAMES), ...PLACES, ...downloaded(env)]) if (isProgram(place)) return place
  return null
}

/** @param {string | null} program @returns whether it is a browser without windows */
export function isHeadlessShell(program) {
  return program !== null && /headless.shell/.test(program)
}

/** Where programs of these names could be. @param {Record<string, string | undefined>} env @param {readonly string[]} names */
export function onPath(env, names) {
  const folders = (env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)))
}

function downloaded(env) {
  const folder = env.PLAYWRIGHT_BROWSERS_PATH ?? path.join(homedir(), ...playwrightCache())
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^chromium(_headless_shell)?-/.test(name))
    .sort()
    .reverse()
    .flatMap((name) => ['chrome-linux/headless_shell', 'chrome-headless-shell-linux64/chrome-headless-shell',
      'chrome-linux/chrome', 'chrome-linux64/chrome', 'chrome-win/chrome.exe',
      'chrome-mac/Chromium.app/Contents/MacOS/Chromium'].map((program) => path.join(folder, name, program)))
}

function playwrightCache() {
  if (process.platform === 'darwin') return ['Library', 'Caches', 'ms-playwright']
  if (process.platform === 'win32') return ['AppData', 'Local', 'ms-playwright']
  return ['.cache', 'ms-playwright']
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
