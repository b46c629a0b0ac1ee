/** Everything that has to hold: lint, types, tests, build, browser tests. --slow adds the suites that take longer. */
import { browser, lint, report, site, subPath, typecheck, vitest } from './support/checks.mjs'
import { interop } from './support/interop.mjs'

const results = [...(await lint()), ...(await typecheck()), await vitest('tests', '.ci/vitest.config.mjs'), await site()]
// Without a site there is nothing for a browser to look at, and `site` has counted as failed.
if (results.at(-1).failed === 0) results.push(await browser())
if (process.argv.includes('--slow')) {
  results.push(await subPath())
  results.push(await vitest('traced tests', '.ci/vitest.traced.config.mjs'))
  results.push(await vitest('slow tests', '.ci/vitest.slow.config.mjs'))
  results.push(await interop())
}
process.exit(report(results))
