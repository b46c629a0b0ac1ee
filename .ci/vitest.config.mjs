import path from 'node:path'
import { defineConfig } from 'vitest/config'

const root = path.resolve(import.meta.dirname, '..')

export default defineConfig({
  root,
  resolve: { alias: { '@': root } },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/**/*.slow.test.ts'],
    // A busy machine may take many times as long as a quiet one; how fast things are is measured in tests/bench.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
