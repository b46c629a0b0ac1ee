/**
 * Everything that has to hold: lint, types, tests, build, browser tests. --slow adds the suites that take longer. What is quick
 * and fails most often comes first, two things at a time: a first failure shows within two minutes.
 */
import { commandLine } from '../engine/adapters/cli/commandLine.mjs'
import { otherBrowsers } from './support/browsers.mjs'
import { browser, language, lint, report, site, slowBrowser, subPath, timed, typecheck, vitest } from './support/checks.mjs'
import { interop } from './support/interop.mjs'

const { values } = commandLine({ usage: 'usage: npm test -- [--slow]', options: { slow: { type: 'boolean' } } })
const [linted, typed, spoken] = await Promise.all([lint(), typecheck(), language()])
// Building takes one processor for most of its time, the tests the other.
const [tested, built] = await Promise.all([vitest('tests', '.ci/vitest.config.mjs'), site()])
const results = [...linted, ...typed, spoken, tested, built]
// Without a site there is nothing for a browser to look at, and `site` has counted as failed.
if (built.failed === 0) results.push(await browser())
if (values.slow) {
  if (built.failed === 0) results.push(await slowBrowser())
  if (built.failed === 0) results.push(await timed(() => otherBrowsers({ install: true })))
  results.push(await subPath())
  results.push(await vitest('traced tests', '.ci/vitest.traced.config.mjs'))
  results.push(await vitest('slow tests', '.ci/vitest.slow.config.mjs'))
  results.push(await timed(interop))
}
process.exit(report(results))
