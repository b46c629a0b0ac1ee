import { afterEach, expect, it, vi } from 'vitest'
import { report } from '../../.ci/support/checks.mjs'

afterEach(() => vi.restoreAllMocks())

function lastLine(results: Parameters<typeof report>[0]): { readonly code: number, readonly line: unknown } {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const code = report(results)
  return { code, line: log.mock.calls.at(-1)?.[0] }
}

it('the last line counts what passed and failed, and what this machine could not do', () => {
  const tests = { name: 'tests', passed: 12, failed: 0 }
  expect(lastLine([tests])).toEqual({ code: 0, line: '12 passed, 0 failed' })
  expect(lastLine([tests, { name: 'browsers', passed: 3, failed: 0, skipped: 1 }])).toEqual({ code: 0, line: '15 passed, 0 failed, 1 skipped' })
  expect(lastLine([tests, { name: 'browsers', passed: 3, failed: 2, skipped: 1 }])).toEqual({ code: 1, line: '15 passed, 2 failed, 1 skipped' })
})
