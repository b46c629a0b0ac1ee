import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { findChromium } from './browser.mjs'
import { binary, capture, root, run } from './command.mjs'
import { findStumbles } from './language.mjs'
import { build, isBuilt } from './site.mjs'

/**
 * `flaky`: how many of those that passed needed a second try. `failures`: which ones failed, and why. `skipped`: how many
 * could not be done on this machine. `seconds`: how long it took.
 * @typedef {{ name: string, passed: number, failed: number, flaky?: number, skipped?: number, failures?: string[],
 *   seconds?: number }} Result
 */

/** A check together with the time it takes. @param {() => Promise<Result>} check @returns {Promise<Result>} */
export async function timed(check) {
  const start = performance.now()
  const result = await check()
  return { ...result, seconds: Math.round((performance.now() - start) / 1000) }
}

/** The rooms and folders that dependency-cruiser looks at. */
const CRUISED = ['app', 'components', 'content', 'engine', 'tests']

/** Words in which comments and documents should not be written: see CONTRIBUTING.md. @returns {Promise<Result>} */
export function language() {
  return single('language', async () => {
    const found = findStumbles(root)
    for (const { place, words, instead } of found) console.error(`${place}: "${words}": ${instead}`)
    return found.length === 0 ? 0 : 1
  })
}

/** One check that passes or fails as a whole. @param {() => Promise<number>} exitCode @returns {Promise<Result>} */
function single(name, exitCode) {
  return timed(async () => ((await exitCode()) === 0 ? { name, passed: 1, failed: 0 } : { name, passed: 0, failed: 1 }))
}

export async function lint() {
  const cache = ['--cache', '--cache-location', '.cache/eslint/']
  return Promise.all([
    single('eslint', () => run(binary('eslint'), ['.', '--max-warnings', '0', ...cache])),
    single('dependency-cruiser', cruise),
    single('knip', () => run(binary('knip'), ['--no-progress'])),
  ])
}

/** Fails also when fewer modules were looked at than there are: a version mismatch shows as a green run over nothing. */
async function cruise() {
  const folders = CRUISED.filter((folder) => existsSync(path.join(root, folder)))
  const { code, stdout } = await capture(binary('depcruise'), [...folders, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'])
  let summary
  try {
    ;({ summary } = JSON.parse(stdout))
  } catch {
    console.error('dependency-cruiser gave no answer')
    return code || 1
  }
  for (const { rule, from, to } of summary.violations) console.error(`  ${rule.severity} ${rule.name}: ${from} → ${to}`)
  const expected = countModules(path.join(root, 'engine'))
  if (summary.totalCruised < expected) {
    console.error(`dependency-cruiser saw ${summary.totalCruised} modules, the engine alone has ${expected}`)
    return 1
  }
  console.log(`dependency-cruiser: ${summary.totalCruised} modules, ${summary.totalDependenciesCruised} imports`)
  return summary.error > 0 || code !== 0 ? 1 : 0
}

function countModules(folder) {
  return readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.ts')).length
}

export async function typecheck() {
  return [
    await single('types of the engine', () => run(binary('tsc'), ['-b', 'tsconfig.engine.json'])),
    await single('types', () => run(binary('tsc'), ['--noEmit'])),
  ]
}

/** @returns {Promise<Result>} */
export function vitest(name, config) {
  return timed(() => runVitest(name, config))
}

async function runVitest(name, config) {
  const report = path.join(root, '.cache', `${name.replaceAll(' ', '-')}.json`)
  rmSync(report, { force: true })
  const code = await run(binary('vitest'), ['run', '--config', config, '--passWithNoTests', '--reporter=default',
    '--reporter=json', `--outputFile.json=${report}`])
  if (!existsSync(report)) return { name, passed: 0, failed: 1 }
  const { numPassedTests: passed, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  // A file that could not even be loaded has no tests that could fail.
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  const failed = numFailedTests + broken
  return { name, passed, failed: failed === 0 && code !== 0 ? 1 : failed, failures: testResults.flatMap(failuresOf) }
}

/** One of the files in vitest's report. @returns {string[]} */
function failuresOf({ name: file, status, message, assertionResults }) {
  const place = path.relative(root, file)
  if (status === 'failed' && assertionResults.length === 0) return [`${place}: ${message}`]
  const failed = assertionResults.filter((test) => test.status === 'failed')
  return failed.map(({ fullName, failureMessages }) => `${place} › ${fullName}\n${failureMessages.join('\n')}`)
}

export function site() {
  return single('build', async () => (isBuilt() ? 0 : build()))
}

/** The tests in a browser, as far as they are quick. @returns {Promise<Result>} */
export function browser() {
  return timed(() => playwright('browser', ['(?<![.]slow)[.]spec[.]ts$'], {}))
}

/** The rest of them. @returns {Promise<Result>} */
export function slowBrowser() {
  return timed(() => playwright('browser, slow', ['[.]slow[.]spec[.]ts$'], {}))
}

/** The site as it is when it lies in a folder of its host. @returns {Promise<Result>} */
export function subPath() {
  const env = { NEXT_PUBLIC_BASE: '/rocketscope' }
  const name = 'under a sub-path'
  return timed(async () => {
    if ((await run(process.execPath, ['.ci/build.mjs'], { env })) !== 0) return { name, passed: 0, failed: 1 }
    return playwright(name, ['tests/e2e/(site|offline[.]slow)[.]spec[.]ts$'], env)
  })
}

async function playwright(name, specs, env) {
  if (findChromium() === null) {
    console.error('The browser tests need a Chromium: node .ci/bootstrap.mjs --browser')
    return { name, passed: 0, failed: 1 }
  }
  const report = path.join(root, '.cache', 'browser.json')
  rmSync(report, { force: true })
  const code = await run(binary('playwright'), ['test', '--config', '.ci/playwright.config.mjs', ...specs], { env })
  if (!existsSync(report)) return { name, passed: 0, failed: 1 }
  const { stats, suites, errors } = JSON.parse(readFileSync(report, 'utf8'))
  const { expected, flaky, unexpected } = stats
  const failures = [...errors.map(({ message }) => message), ...suites.flatMap((suite) => failedSpecs(suite, []))]
  return { name, passed: expected + flaky, flaky, failed: unexpected === 0 && code !== 0 ? 1 : unexpected, failures }
}

/** A suite of Playwright's report, with those in it: also what passed only when it was tried again. @returns {string[]} */
function failedSpecs({ title, specs, suites = [] }, above) {
  const titles = [...above, title]
  const failed = specs.flatMap(({ title: name, ok, tests }) => {
    const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors))
    const messages = errors.map(({ message }) => message)
    if (messages.length === 0) return []
    return [`${[...titles, name].join(' › ')}${ok ? ' (passed when tried again)' : ''}\n${messages.join('\n')}`]
  })
  return [...failed, ...suites.flatMap((suite) => failedSpecs(suite, titles))]
}

/**
 * Prints the results, the sum in the last line, and returns the exit code. What failed is said once more at the end, since the
 * beginning of a long log is often cut off.
 * @param {Result[]} results
 */
export function report(results) {
  for (const { name, failures = [] } of results) {
    for (const failure of failures) console.log(`\n✗ ${name}: ${failure}`)
  }
  console.log('')
  for (const { name, passed, failed, flaky = 0, skipped = 0, seconds } of results) {
    const left = skipped > 0 ? `, ${skipped} skipped` : ''
    const again = flaky > 0 ? ` (${flaky} only when tried again)` : ''
    const time = seconds === undefined ? '' : `, ${seconds} s`
    console.log(`${failed > 0 ? '✗' : '✓'} ${name}: ${passed} passed${again}, ${failed} failed${left}${time}`)
  }
  const sum = (pick) => results.reduce((total, result) => total + pick(result), 0)
  const failed = sum((result) => result.failed)
  const skipped = sum((result) => result.skipped ?? 0)
  console.log(`${sum((result) => result.passed)} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  return failed > 0 ? 1 : 0
}
