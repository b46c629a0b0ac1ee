import { defineConfig } from '@playwright/test'
import path from 'node:path'
import { findChromium } from './support/browser.mjs'
import { root } from './support/command.mjs'
import { basePath } from './support/site.mjs'

const port = Number(process.env.E2E_PORT ?? 4173)
const address = `http://localhost:${port}${basePath}/`
const isRoot = process.getuid?.() === 0

export default defineConfig({
  testDir: path.join(root, 'tests'),
  testMatch: '**/*.spec.ts',
  outputDir: path.join(root, 'test-results'),
  reporter: [['list'], ['json', { outputFile: path.join(root, '.cache', 'browser.json') }]],
  timeout: 180_000,
  // A busy machine may hold a page up for seconds; how fast the site is, is measured in tests/bench.
  expect: { timeout: 40_000 },
  retries: 1,
  workers: 2,
  use: {
    baseURL: address,
    // A test that is about working without a network says so; for the others nothing stands between the page and the server.
    serviceWorkers: 'block',
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: findChromium() ?? undefined, args: isRoot ? ['--no-sandbox'] : [] },
  },
  webServer: {
    command: 'node .ci/start.mjs --no-build',
    cwd: root,
    env: { PORT: String(port) },
    url: address,
    reuseExistingServer: false,
  },
})
