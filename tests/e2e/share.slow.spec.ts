import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, type Page } from '@playwright/test'
import { stepperEn } from '../../components/i18n/en/stepper'
import { LessonPage, openLesson } from './support/lesson'

const { share } = stepperEn
const MOMENT = '#s=send-call&seed=1&i=100~kill~broker-b&c=102.1&v=1'

async function openShare(lesson: LessonPage): Promise<void> {
  await lesson.button(stepperEn.transport.share).click()
  await expect(lesson.dialog(share.title)).toBeVisible()
}

async function saved(page: Page, button: string): Promise<{ name: string, bytes: Buffer }> {
  const download = page.waitForEvent('download')
  await page.getByRole('dialog').getByRole('button', { name: button }).click()
  const file = await download
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}

test('a run that was saved opens at its place, also from another lesson', async ({ page }) => {
  const lesson = await openLesson(page, { hash: MOMENT, whole: true })
  const [event, hash] = [await lesson.event(), await lesson.bar.getAttribute('data-trace-hash')]
  await openShare(lesson)
  const { name, bytes } = await saved(page, share.run)
  expect(name).toBe('send-call-1.json')

  const other = await LessonPage.open(page, 'learn/store/')
  await openShare(other)
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: bytes })
  await expect(page).toHaveURL(/\/en\/learn\/send-call\/#/)
  await lesson.isWhole()
  await expect(lesson.bar).toHaveAttribute('data-trace-hash', hash!)
  await lesson.settled()
  expect(await lesson.event()).toBe(event)
})

test('a file that is none is refused in words, and nothing changes', async ({ page }) => {
  const lesson = await openLesson(page, { whole: true })
  await openShare(lesson)
  const before = page.url()
  for (const [text, words] of [['{', 'it is not JSON'], ['{}', 'no export of this site'],
    ['{"format":"rocketscope-run","version":1,"page":"learn/x/","key":{"seed":"<b>"}}', 'damaged']] as const) {
    await page.locator('input[type=file]').setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    await expect(lesson.dialog(share.title).getByRole('status')).toContainText(words)
  }
  expect(page.url()).toBe(before)
})

test('events and diagram become files', async ({ page }) => {
  const lesson = await openLesson(page, { whole: true })
  await openShare(lesson)
  const trace = await saved(page, share.trace)
  const events = trace.bytes.toString('utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { type: string })
  expect(events.length).toBeGreaterThan(100)
  expect(events.map(({ type }) => type)).toContain('page-cache-write')

  const svg = (await saved(page, share.svg)).bytes.toString('utf8')
  const problem = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml')
    return parsed.querySelector('parsererror')?.textContent ?? ''
  }, svg)
  expect(problem).toBe('')
  expect(svg).toContain('DefaultMQProducer')
  expect(svg).not.toContain('class=')
  expect(svg).not.toContain('var(')

  const png = (await saved(page, share.png)).bytes
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
  expect(png.readUInt32BE(16)).toBeGreaterThan(300)
})

test('a lesson in the frame of another site can be stepped, and tells where it is', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const lesson = await openLesson(page, { hash: MOMENT, whole: true })
  await openShare(lesson)
  await lesson.dialog(share.title).getByRole('button', { name: share.copyEmbed }).click()
  await expect(lesson.dialog(share.title).getByRole('status')).toHaveText(share.copied)
  const code = await page.evaluate(() => navigator.clipboard.readText())
  expect(code).toContain(`${baseURL}en/embed/send-call/#`)

  const html = `<!doctype html>${code}<script>heard = []; onmessage = ({ data, origin }) => heard.push({ ...data, origin })</script>`
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    const frame = page.frameLocator('iframe')
    const slider = frame.getByRole('slider', { name: 'Position in the run' })
    await expect(slider).toBeVisible({ timeout: 60_000 })
    await expect(frame.getByRole('banner')).toHaveCount(0)
    const heard = (): Promise<Array<Record<string, unknown>>> => page.evaluate('heard') as Promise<Array<Record<string, unknown>>>
    await expect.poll(async () => (await heard()).at(-1)?.['place'], { timeout: 60_000 }).toMatch(/c=102\.1/)
    const first = (await heard()).at(-1)!
    expect(first).toMatchObject({ type: 'rocketscope', version: 1, lesson: 'send-call', origin: new URL(baseURL!).origin })
    expect(first['height']).toBeGreaterThan(300)
    await frame.getByRole('button', { name: 'Step into' }).click()
    await expect.poll(async () => (await heard()).at(-1)?.['place']).not.toBe(first['place'])
  } finally {
    server.close()
  }
})
