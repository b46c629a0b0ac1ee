import { availableParallelism } from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

const root = path.resolve(import.meta.dirname, '..')

export default defineConfig({
  root,
  resolve: { alias: { '@': root } },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/**/*.slow.test.ts'],
    // Files share their modules: what the engine remembers belongs to a process or to a kernel, and the probes to a recorder. Loading
    // the engine anew for each file takes three times as long as the tests.
    isolate: false,
    // Vitest leaves one processor to itself otherwise, and needs it only at the beginning.
    maxWorkers: availableParallelism(),
    // A busy machine may take many times as long as a quiet one; how fast things are is measured in tests/bench.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
