import { tracedEngine } from '../engine/adapters/instrumenter/vitest-plugin.mjs'
import { root } from './support/command.mjs'
import quick from './vitest.config.mjs'

/** The engine's tests once more, over the traced build: probes must not change what the engine does. */
export default {
  ...quick,
  plugins: [tracedEngine({ root })],
  test: { ...quick.test, include: ['tests/engine/**/*.test.ts'], exclude: [...quick.test.exclude, 'tests/engine/adapters/**'] },
}
