import { expect, test, type Page } from '@playwright/test'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { openLesson } from './support/lesson'
import { withoutOpfs } from './support/withoutOpfs'

interface Hashes {
  readonly trace: string
  readonly disks: string
}

/** The same scenario in Node, on a folder of the file system. */
async function runInNode(): Promise<Hashes> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rocketscope-'))
  try {
    const words = ['.ci/cluster.mjs', 'content/scenarios/send-call.json', '--out', folder]
    const { stdout } = await promisify(execFile)(process.execPath, words)
    return (JSON.parse(stdout) as { hashes: Hashes }).hashes
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function runInBrowser(page: Page, storage: 'opfs' | 'memory'): Promise<Hashes> {
  const { bar } = await openLesson(page, { whole: true })
  await expect(bar).toHaveAttribute('data-storage', storage)
  const attribute = async (name: string): Promise<string> => (await bar.getAttribute(name)) ?? ''
  return { trace: await attribute('data-trace-hash'), disks: await attribute('data-disks-hash') }
}

test('the run is the same in Node, in two browsers, and with its disks in memory', async ({ page, browser }) => {
  const node = await runInNode()
  expect(node.trace).toMatch(/^[0-9a-f]{16,}$/)
  expect(node.disks).toMatch(/^[0-9a-f]{16,}$/)
  expect(await runInBrowser(page, 'opfs')).toEqual(node)

  const other = await browser.newContext({ locale: 'tr-TR', timezoneId: 'Asia/Kathmandu' })
  expect(await runInBrowser(await other.newPage(), 'opfs')).toEqual(node)
  await other.close()

  const poor = await browser.newContext()
  await withoutOpfs(poor)
  expect(await runInBrowser(await poor.newPage(), 'memory')).toEqual(node)
  await poor.close()
})

test('a run with a fault has hashes of its own, and again the same ones', async ({ page, browser }) => {
  const hash = '#s=send-call&seed=1&i=108~kill~broker-a&c=117.0&v=1'
  const read = async (where: Page): Promise<Array<string | null>> => {
    const { bar } = await openLesson(where, { hash, whole: true })
    return [await bar.getAttribute('data-trace-hash'), await bar.getAttribute('data-disks-hash')]
  }
  const here = await read(page)
  for (const each of here) expect(each).toMatch(/^[0-9a-f]{16,}$/)
  const other = await browser.newContext()
  expect(await read(await other.newPage())).toEqual(here)
  await other.close()
  await page.goto('about:blank')
  const whole = await runInBrowser(page, 'opfs')
  expect(here[0]).not.toBe(whole.trace)
  expect(here[1]).not.toBe(whole.disks)
})
