import quick from './vitest.config.mjs'

/** The suites that take minutes: fuzzing, long runs. */
export default {
  ...quick,
  test: { ...quick.test, include: ['tests/**/*.slow.test.ts'], exclude: [], testTimeout: 1_800_000, hookTimeout: 600_000 },
}
