import { expect, test, type Page } from '@playwright/test'
import { openLesson } from './support/lesson'

/** Also run over a site that is built for a sub-path. */

/** What the page asked of other hosts, and what went wrong in it. */
function watch(page: Page, home: string): { readonly foreign: string[]; readonly errors: string[] } {
  const foreign: string[] = []
  const errors: string[] = []
  page.context().on('request', (request) => {
    const url = new URL(request.url())
    if (['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) && url.origin !== new URL(home).origin) {
      foreign.push(request.url())
    }
  })
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  return { foreign, errors }
}

test('no page asks anything of another host, and none reports an error', async ({ page, baseURL }) => {
  const { foreign, errors } = watch(page, baseURL!)
  await openLesson(page)
  for (const path of ['en/', 'zh/', 'en/fidelity/', 'zh/fidelity/', 'zh/learn/send-call/', 'en/learn/store-drill/',
    'zh/learn/store-drill/', 'en/cluster/', 'zh/cluster/']) {
    const response = await page.goto(path)
    expect(response!.status(), path).toBe(200)
    await page.waitForLoadState('networkidle')
  }
  expect(foreign).toEqual([])
  expect(errors).toEqual([])
})

test('fonts come with the site', async ({ page }) => {
  await page.goto('en/')
  const faces = await page.evaluate(async () => {
    await document.fonts.ready
    return [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family)
  })
  expect(new Set(faces).size).toBeGreaterThanOrEqual(2)
})

for (const [language, path] of [['zh-CN', 'zh/'], ['zh-TW', 'zh/'], ['en-GB', 'en/'], ['de-DE', 'en/']] as const) {
  test.describe(`a browser that speaks ${language}`, () => {
    test.use({ locale: language })
    test(`is led to ${path}`, async ({ page, baseURL }) => {
      await page.goto('')
      await expect(page).toHaveURL(`${baseURL}${path}`)
      await expect(page.locator('html')).toHaveAttribute('lang', path === 'zh/' ? /^zh/ : 'en')
    })
  })
}

test('the language that was chosen is kept, and the place in the site with it', async ({ page, baseURL }) => {
  await page.goto('en/fidelity/')
  await page.getByRole('link', { name: '中文' }).click()
  await expect(page).toHaveURL(`${baseURL}zh/fidelity/`)
  await page.goto('')
  await expect(page).toHaveURL(`${baseURL}zh/`)
  await page.getByRole('link', { name: 'EN', exact: true }).click()
  await expect(page).toHaveURL(`${baseURL}en/`)
  await page.goto('')
  await expect(page).toHaveURL(`${baseURL}en/`)
})

test('the home page shows a cluster at work and leads into the lesson', async ({ page, baseURL }) => {
  await page.goto('en/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const clock = page.locator('figcaption').getByText(/ s$/)
  await expect(clock).toBeVisible()
  const first = await clock.innerText()
  await expect.poll(() => clock.innerText()).not.toBe(first)
  await page.getByRole('link', { name: /send/ }).first().click()
  await expect(page).toHaveURL(new RegExp(`^${baseURL}en/learn/send-call/`))
})

test('a page that is not there says so and leads back', async ({ page, baseURL }) => {
  const response = await page.goto('en/learn/nothing/')
  expect(response!.status()).toBe(404)
  await page.getByRole('link').first().click()
  await expect(page).toHaveURL(new RegExp(`^${baseURL}`))
})
