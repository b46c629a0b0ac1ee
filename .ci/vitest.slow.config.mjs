import { defineConfig, mergeConfig } from 'vitest/config'
import quick from './vitest.config.mjs'

/** The suites that take minutes: fuzzing, long runs. */
export default mergeConfig({ ...quick, test: { ...quick.test, include: [], exclude: [] } }, defineConfig({
  test: { include: ['tests/**/*.slow.test.ts'], testTimeout: 600_000 },
}))
