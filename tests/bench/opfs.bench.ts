/** In Chromium, on OPFS: what our store appends, against raw writes, IndexedDB and SQLite; how it recovers; what it reads from memory. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { build } from 'esbuild'
import type { Figures, OpfsTask } from './support/opfsTasks'
import type { Answer } from './support/opfsWorker'
import { median, perSecond, print } from './support/report'
import { chromiumOptions } from './support/site'

const ROUNDS = 3
const FLUSH_EVERY = 1000
const SQLITE = path.resolve('node_modules/@sqlite.org/sqlite-wasm/dist')
const COUNTS = { store: 40_000, raw: 40_000, indexedDb: 10_000, sqlite: 40_000 }
const LABELS = {
  store: 'our store',
  raw: 'raw writes to one file',
  indexedDb: 'IndexedDB, a transaction each',
  sqlite: 'SQLite on OPFS, a transaction each',
}
const MIB = 1024 * 1024
const MAX_CLEAN_PAGES = 4096
const NAMES = ['store', 'raw', 'indexedDb', 'sqlite'] as const

const script = await bundleWorker()
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const type = pathname.endsWith('.wasm') ? 'application/wasm' : /js$/.test(pathname) ? 'text/javascript' : 'text/html'
  response.setHeader('content-type', type)
  if (pathname === '/worker.js') response.end(script)
  else if (pathname.startsWith('/sqlite/')) response.end(readFileSync(path.join(SQLITE, path.basename(pathname))))
  else response.end('<!doctype html><title>OPFS</title>')
})
await new Promise<void>((resolve) => server.listen(0, resolve))
// A profile on the disk: without one the browser keeps OPFS in memory.
const profile = mkdtempSync(path.join(tmpdir(), 'rocketscope-bench-'))
const context = await chromium.launchPersistentContext(profile, await chromiumOptions())
try {
  const page = await context.newPage()
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`)
  await compareAppends(page)
  await measureRecovery(page)
  await measureReading(page)
  await measureMemory(page)
} finally {
  await context.close()
  server.close()
  rmSync(profile, { recursive: true, force: true })
}

async function bundleWorker(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['tests/bench/support/opfsWorker.ts'],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  return outputFiles[0]!.text
}

/** Each task in a worker of its own. */
async function measure(page: Page, task: Partial<OpfsTask>): Promise<Figures> {
  const whole = { count: 0, flushEvery: FLUSH_EVERY, maxCleanPages: MAX_CLEAN_PAGES, ...task }
  const answer = await page.evaluate(
    (data) =>
      new Promise<Answer>((resolve, reject) => {
        const worker = new Worker('/worker.js', { type: 'module' })
        worker.onerror = (event): void => reject(new Error(event.message))
        worker.onmessage = (event): void => {
          worker.terminate()
          resolve(event.data as Answer)
        }
        worker.postMessage(data)
      }),
    whole,
  )
  if ('error' in answer) throw new Error(answer.error)
  return answer.figures
}

/** All in turn, round after round, so that a busy moment of the machine hits all of them. */
async function compareAppends(page: Page): Promise<void> {
  const seconds = { store: [] as number[], raw: [] as number[], indexedDb: [] as number[], sqlite: [] as number[] }
  const ratios: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of NAMES) {
      const figures = await measure(page, { name, count: COUNTS[name] })
      seconds[name].push(figures.seconds / COUNTS[name])
    }
    ratios.push(seconds.raw.at(-1)! / seconds.store.at(-1)!)
  }
  print(`appends of messages of 1 KiB, flushed every ${FLUSH_EVERY}; median of ${ROUNDS} rounds`)
  const store = median(seconds.store)
  for (const name of NAMES) {
    const each = median(seconds[name])
    print(`  ${LABELS[name]}: ${perSecond(1, each)}/s${name === 'store' ? '' : `; our store has ${(each / store).toFixed(2)}×`}`)
  }
  print(`  our store against raw writes, round by round: ${ratios.map((ratio) => `${(100 * ratio).toFixed(0)} %`).join(', ')}`)
}

async function measureRecovery(page: Page): Promise<void> {
  const count = Math.floor((64 * MIB) / 1126) - 1
  const runs: Figures[] = []
  for (let round = 0; round < ROUNDS; round++) runs.push(await measure(page, { name: 'recovery', count }))
  const seconds = median(runs.map((run) => run.seconds))
  const size = (runs[0]!.bytes / MIB).toFixed(0)
  print(`recovery of a store of ${size} MiB (${count} messages) after a crash: ${(seconds * 1000).toFixed(0)} ms`)
}

async function measureReading(page: Page): Promise<void> {
  const count = Math.floor((12 * MIB) / 1126)
  const millisPerMib = { read: [] as number[], copy: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of ['read', 'copy'] as const) {
      const { seconds, bytes } = await measure(page, { name, count })
      millisPerMib[name].push((seconds * 1000) / (bytes / MIB))
    }
  }
  const [read, copy] = [median(millisPerMib.read), median(millisPerMib.copy)]
  print(`pulling 12 MiB from the page cache, for the tenth time: ${(1 / read).toFixed(2)} MiB a ms; a plain copy takes ${(copy / read).toFixed(2)} of the time`)
}

async function measureMemory(page: Page): Promise<void> {
  for (const mib of [16, 64, 256]) {
    const { pageCacheBytes } = await measure(page, { name: 'store', count: Math.floor((mib * MIB) / 1126) })
    print(`page cache of at most ${MAX_CLEAN_PAGES * 4096 / MIB} MiB of clean pages, ${mib} MiB written: ` +
      `${(pageCacheBytes / MIB).toFixed(1)} MiB at its largest`)
  }
}
