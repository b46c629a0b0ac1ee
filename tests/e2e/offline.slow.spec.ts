import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { createStaticServer } from '../../.ci/support/static-server.mjs'
import { frameEn } from '../../components/i18n/en/frame'
import { LessonPage } from './support/lesson'

/** Also run over a site that is built for a sub-path. */

test.use({ serviceWorkers: 'allow' })
const FOLDER = path.resolve(import.meta.dirname, '../../out')

/** The site on a server of our own, which can be stopped and can have another version. */
class OwnServer {
  readonly address: string
  private readonly server: Server
  private readonly version: { isNew: boolean }

  private constructor(server: Server, version: { isNew: boolean }, address: string) {
    this.server = server
    this.version = version
    this.address = address
  }

  static async start(basePath: string): Promise<OwnServer> {
    const version = { isNew: false }
    const files = createStaticServer({ folder: FOLDER, basePath })
    const server = createServer((request, response) => {
      const isWorker = request.url?.split('?')[0] === `${basePath}/sw.js`
      if (!version.isNew || !isWorker) return void files.emit('request', request, response)
      // One byte in it is enough to make it another version.
      response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' })
      response.end(`0;${readFileSync(path.join(FOLDER, 'sw.js'), 'utf8')}`)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new OwnServer(server, version, `http://localhost:${(server.address() as AddressInfo).port}${basePath}/`)
  }

  publish(): void {
    this.version.isNew = true
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}

async function isKept(page: Page, address: string): Promise<void> {
  await page.goto(`${address}en/learn/`)
  await expect(page.getByText(frameEn.offline.kept)).toBeVisible({ timeout: 150_000 })
}

test('after one visit every kind of page, a lesson and the editor work without a server', async ({ page, baseURL }) => {
  const server = await OwnServer.start(new URL(baseURL!).pathname.slice(0, -1))
  await isKept(page, server.address)
  await server.stop()
  await expect(fetch(server.address)).rejects.toThrow()

  for (const place of ['', 'en/', 'zh/', 'en/learn/', 'en/patterns/strategy/', 'en/reference/codes/', 'en/runs/error-busy/', 'en/claims/',
    'en/fidelity/', 'zh/fidelity/', 'zh/learn/store/', 'en/cluster/', 'en/source/', 'en/source/store/commitlog/CommitLog/',
    'en/learn/strategy/allocation/']) {
    await page.goto(server.address + place)
    await expect(page.locator('h1').first(), place).toBeVisible()
  }
  // Without the slash a server leads on; now the browser does.
  await page.goto(`${server.address}en/learn/send-call`)
  await expect(page).toHaveURL(/\/en\/learn\/send-call\/$/)
  const lesson = new LessonPage(page)
  await lesson.isWhole()
  await lesson.movedTo('DefaultAppendMessageCallback', () => lesson.step('where it is kept').click())

  await page.goto(`${server.address}en/learn/strategy/`)
  await page.getByRole('button', { name: 'mine 1' }).click()
  await page.getByRole('button', { name: 'Open the editor' }).click()
  await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible({ timeout: 60_000 })
  await page.locator('.monaco-editor .view-lines').click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('nonsense here')
  // The compiler works, too.
  await expect(page.locator('.monaco-editor .squiggly-error').first()).toBeVisible({ timeout: 60_000 })

  await page.goto(`${server.address}en/learn/nothing/`)
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
})

test('a new version is offered, and comes when the reader wants it', async ({ page, baseURL }) => {
  const server = await OwnServer.start(new URL(baseURL!).pathname.slice(0, -1))
  await isKept(page, server.address)
  await page.goto(`${server.address}en/learn/send-call/`)
  const lesson = new LessonPage(page)
  await lesson.isWhole()
  await lesson.movedTo('DefaultAppendMessageCallback', () => lesson.step('where it is kept').click())
  const event = await lesson.event()
  const before = page.url()
  server.publish()
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
  const bar = page.getByRole('status').filter({ hasText: frameEn.offline.newVersion })
  await expect(bar).toBeVisible()
  expect(await lesson.event()).toBe(event)
  expect(page.url()).toBe(before)
  const waiting = (): Promise<boolean> => {
    return page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null)
  }
  expect(await waiting()).toBe(true)
  const loaded = page.waitForEvent('load')
  await bar.getByRole('button', { name: frameEn.offline.load }).click()
  await loaded
  await expect.poll(waiting).toBe(false)
  // The place is in the address.
  await lesson.isWhole()
  await lesson.settled()
  expect(await lesson.event()).toBe(event)
  await expect(bar).toHaveCount(0)
  await server.stop()
})

test('the site can be installed: names, addresses and icons', async ({ page, baseURL, request }) => {
  for (const locale of ['en', 'zh']) {
    await page.goto(`${locale}/learn/`)
    const address = await page.locator('link[rel=manifest]').getAttribute('href')
    const manifest = await (await request.get(new URL(address!, baseURL).href)).json() as Record<string, unknown>
    expect(new URL(manifest['start_url'] as string, baseURL).href).toBe(`${baseURL}${locale}/`)
    expect(manifest['name']).toBe('RocketScope')
    for (const { src, sizes } of manifest['icons'] as Array<{ src: string, sizes: string }>) {
      const icon = await request.get(new URL(src, baseURL).href)
      const png = await icon.body()
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, src).toBe(sizes)
    }
  }
})
