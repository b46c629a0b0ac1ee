import { expect, test, type Page } from '@playwright/test'
import { openLesson } from './support/lesson'

/** The index is fetched when the search is opened, and not before. */
function indexes(page: Page): string[] {
  const fetched: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.includes('/search/')) fetched.push(pathname.replace(/^.*\//, ''))
  })
  return fetched
}

const WORDS = {
  en: { title: 'Search the site', found: /^\d+ results?$/, asked: 'message loss', lead: /learn\/power-cut\/#step-recovery/ },
  zh: { title: '在本站搜索', found: /^找到 \d+ 条$/, asked: '消息丢失', lead: /learn\/power-cut\/#step-recovery/ },
}

for (const locale of ['en', 'zh'] as const) {
  test(`${locale}: with the keyboard alone, from the slash to the place`, async ({ page }) => {
    const { title, found, asked } = WORDS[locale]
    const fetched = indexes(page)
    await page.goto(`${locale}/reference/`)
    await page.waitForLoadState('networkidle')
    expect(fetched).toEqual([])
    await page.keyboard.press('/')
    const dialog = page.getByRole('dialog', { name: title })
    const field = dialog.getByRole('combobox')
    await expect(field).toBeFocused()
    await page.keyboard.insertText(asked)
    await expect(dialog.getByRole('status')).toHaveText(found)
    expect([...fetched].sort()).toEqual([`${locale}.json`, 'source.json'].sort())
    const chosen = dialog.getByRole('option', { selected: true })
    await expect(chosen).toHaveCount(1)
    const first = await chosen.innerText()
    expect(await dialog.locator('mark').count()).toBeGreaterThan(0)
    await page.keyboard.press('ArrowDown')
    await expect(chosen).not.toHaveText(first)
    await expect(field).toHaveAttribute('aria-activedescendant', (await chosen.getAttribute('id'))!)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await expect(page).not.toHaveURL(/reference\/$/)
    await expect(page).toHaveURL(new RegExp(`/${locale}/`))
  })

  test(`${locale}: what people ask is found under their words`, async ({ page }) => {
    await page.goto(`${locale}/`)
    await page.waitForLoadState('networkidle')
    await page.keyboard.press('Control+k')
    const dialog = page.getByRole('dialog', { name: WORDS[locale].title })
    for (const [query, path] of [
      ['No route info of this topic', 'reference/exceptions/#no-route'], ['SEND_OK', '#step-'], [WORDS[locale].asked, '#step-recovery'],
      ['sendMsgTimeuot', 'sendMsgTimeout'],
    ] as const) {
      await dialog.getByRole('combobox').fill(query)
      await expect(dialog.locator(`a[role="option"][href*="${path}"]`).first(), query).toBeVisible()
    }
  })
}

test('a search without a result says so and offers others; Escape gives the focus back', async ({ page }) => {
  await page.goto('en/learn/')
  const button = page.getByRole('button', { name: /^Search/ })
  await button.click()
  const dialog = page.getByRole('dialog', { name: 'Search the site' })
  await dialog.getByRole('combobox').fill('qqqqzzzzxxx')
  await expect(dialog.getByRole('status')).toHaveText('Nothing found')
  await dialog.getByRole('button', { name: 'SEND_OK' }).click()
  await expect(dialog.getByRole('combobox')).toHaveValue('SEND_OK')
  await expect(dialog.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(button).toBeFocused()
})

test('in a lesson: the slash searches, its keys do not step, and a step that is found is gone to', async ({ page }) => {
  const lesson = await openLesson(page)
  const before = await lesson.slider.getAttribute('aria-valuenow')
  await page.keyboard.press('/')
  const dialog = page.getByRole('dialog', { name: 'Search the site' })
  await dialog.getByRole('combobox').fill('three tries, one budget')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  expect(await lesson.slider.getAttribute('aria-valuenow')).toBe(before)
  await dialog.locator('a[role="option"][href$="#step-budget"]').click()
  await expect(dialog).toBeHidden()
  await expect(page.locator('[data-step="budget"]')).toHaveAttribute('aria-current', 'step')
})

test('an index that can not be fetched is asked for again', async ({ page }) => {
  await page.goto('en/learn/')
  await page.waitForLoadState('networkidle')
  await page.route('**/search/*.json', (route) => route.abort())
  await page.keyboard.press('/')
  const dialog = page.getByRole('dialog', { name: 'Search the site' })
  await expect(dialog.getByRole('status')).toContainText('could not be fetched')
  await page.unroute('**/search/*.json')
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await dialog.getByRole('combobox').fill('broker')
  await expect(dialog.getByRole('option').first()).toBeVisible()
})

test('what is typed before the page’s scripts are there is searched for when they are', async ({ page }) => {
  let letGo = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    await gate
    await route.continue()
  })
  await page.goto('en/reference/', { waitUntil: 'commit' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('queue')
  letGo()
  const field = page.getByRole('dialog', { name: WORDS.en.title }).getByRole('combobox')
  await expect(field).toHaveValue('queue')
  await page.keyboard.type(' offset')
  await expect(field).toHaveValue('queue offset')
})
