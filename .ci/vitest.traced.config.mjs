import { tracedEngine } from '../engine/adapters/instrumenter/vitest-plugin.mjs'
import { root } from './support/command.mjs'
import quick from './vitest.config.mjs'

/** These trace what they need themselves, or have no traced code at all. */
const OTHERS = ['tests/engine/adapters/**', 'tests/engine/trace/**']

/** The engine's tests once more, over the traced build: probes must not change what the engine does. */
export default {
  ...quick,
  plugins: [tracedEngine({ root })],
  test: { ...quick.test, include: ['tests/engine/**/*.test.ts'], exclude: [...quick.test.exclude, ...OTHERS] },
}
