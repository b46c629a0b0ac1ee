import { expect, test, type Locator, type Page } from '@playwright/test'
import { openLesson, scrollsSideways, type LessonPage } from './support/lesson'

/** Phones, a laptop at a zoom of 200 %, and the usual screens. */
const SIZES = [
  { width: 360, height: 640, hasTouch: true },
  { width: 360, height: 740, hasTouch: true },
  { width: 720, height: 450, hasTouch: false },
  { width: 1440, height: 900, hasTouch: false },
  { width: 1920, height: 1080, hasTouch: false },
] as const

/** The buttons and the like that can be seen and that something else covers at their middle. */
async function covered(page: Page, within = 'body'): Promise<string[]> {
  return page.evaluate((root) => {
    const EDGE = 6
    const PRESSED = 'button, a[href], select, input, [role="slider"]'
    const found: string[] = []
    for (const element of document.querySelector(root)!.querySelectorAll<HTMLElement>(PRESSED)) {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.classList.contains('sr-only')) continue
      const box = element.getBoundingClientRect()
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight || box.width < 2) continue
      // What is scrolled out of its pane is not covered: it can be scrolled to.
      const isScrolledOut = ancestors(element).some((parent) => {
        const { overflowX, overflowY } = getComputedStyle(parent)
        const { left, right, top, bottom } = parent.getBoundingClientRect()
        const cuts = overflowX !== 'visible' || overflowY !== 'visible'
        return cuts && (x < left + EDGE || x > right - EDGE || y < top || y > bottom)
      })
      const top = document.elementFromPoint(x, y)
      if (isScrolledOut || top === null || element.contains(top) || top.contains(element)) continue
      // What has scrolled under a head that stays in place can be scrolled out again.
      if ([top, ...ancestors(top)].some((parent) => getComputedStyle(parent).position === 'sticky')) continue
      found.push(`${element.outerHTML.slice(0, 160)} under ${top.outerHTML.slice(0, 160)}`)
    }
    return found

    function ancestors(element: Element): Element[] {
      const all: Element[] = []
      for (let each = element.parentElement; each !== null; each = each.parentElement) all.push(each)
      return all
    }
  }, within)
}

for (const { width, height, hasTouch } of SIZES) {
  test.describe(`${width} × ${height}`, () => {
    test.use({ viewport: { width, height }, hasTouch })
    const isSmall = width <= 960

    test('everything can be read and reached', async ({ page }) => {
      const lesson = await openLesson(page)
      const shareOf = async (part: Locator): Promise<number> => (await part.boundingBox())!.height / height
      const switchTo = async (pane: string): Promise<void> => {
        if (isSmall) await page.getByRole('navigation', { name: 'What is shown' }).getByRole('button', { name: pane }).click()
      }
      const expectNothingCovered = async (where: string): Promise<void> => {
        expect.soft(await covered(page), where).toEqual([])
        expect.soft(await scrollsSideways(page), where).toBe(false)
      }

      expect.soft(await shareOf(lesson.prose), 'the text').toBeGreaterThanOrEqual(0.45)
      expect.soft(await shareOf(lesson.bar), 'the bar').toBeLessThanOrEqual(0.2)
      await expect(lesson.button('Break it')).toBeInViewport({ ratio: 1 })
      await expectNothingCovered('the text')

      await switchTo('Source')
      await expect(lesson.litLine).toBeInViewport()
      const isUncut = await lesson.source.evaluate((element) => element.scrollWidth <= element.clientWidth)
      expect.soft(isUncut, 'no line of the source is cut').toBe(true)
      await expectNothingCovered('the source')

      await switchTo('Picture')
      for (const tab of await lesson.picture.getByRole('tab').all()) {
        if (!(await tab.isVisible())) continue
        await tab.click()
        const panel = lesson.picture.getByRole('tabpanel')
        await expect(panel).toHaveAttribute('aria-labelledby', (await tab.getAttribute('id'))!)
        await expectNothingCovered(await tab.innerText())
      }
      const stackTab = lesson.picture.getByRole('tab', { name: 'Stack' })
      if (!(await stackTab.isVisible())) await lesson.showPicture('Sequence')
      await expectApart(lesson)

      await lesson.button('Break it').click()
      await lesson.dialog('Break it').getByRole('button', { name: 'Break it' }).click()
      if (isSmall) await expect(lesson.button('More')).toHaveText('2')
      else await expect(lesson.run(2)).toBeVisible()
      await expect(lesson.bar).toHaveAttribute('aria-busy', 'false')
      expect.soft(await shareOf(lesson.bar), 'the bar with two runs').toBeLessThanOrEqual(0.2)
      await expectNothingCovered('two runs')
    })
  })
}

/** Stack and variables stand beside or below each other, never on top, and the numbers of the lines are there whole. */
async function expectApart(lesson: LessonPage): Promise<void> {
  const [stack, variables] = [await lesson.stack.boundingBox(), await lesson.variables.boundingBox()]
  const last = await lesson.stack.getByRole('listitem').last().boundingBox()
  const isBeside = stack!.x + stack!.width <= variables!.x + 1
  expect.soft(isBeside || last!.y + last!.height <= variables!.y + 1, 'stack and variables apart').toBe(true)
  for (const line of await lesson.stack.getByRole('button', { name: / :\d+$/ }).all()) {
    const isWhole = await line.evaluate((element) => element.scrollWidth <= element.clientWidth)
    expect.soft(isWhole, await line.innerText()).toBe(true)
  }
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true })

  test('the pane that was chosen is there again after a reload', async ({ page }) => {
    const lesson = await openLesson(page)
    await lesson.button('Source').tap()
    await page.reload()
    await expect(lesson.litLine).toBeInViewport()
    await expect(lesson.prose).toBeHidden()
  })

  test('everything else is in a sheet, which closes by itself once something is chosen', async ({ page }) => {
    const lesson = await openLesson(page)
    await lesson.button('More').tap()
    const sheet = page.getByRole('group', { name: 'More' })
    const names = ['Back to the start', 'Step out of the method', 'To the next frame', 'Copy link', 'Choose the queue']
    for (const name of [...names, 'Skip to the next timer']) {
      await expect(sheet.getByRole('button', { name })).toBeInViewport()
    }
    expect(await covered(page, '#more-of-the-bar')).toEqual([])
    // What is pressed again and again leaves it open.
    await lesson.moved(() => sheet.getByRole('button', { name: 'To the next frame' }).tap())
    await expect(sheet).toBeVisible()
    await sheet.getByRole('button', { name: 'Choose the queue' }).tap()
    await expect(sheet).toBeHidden()
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(lesson.button('More')).toBeFocused()
    await lesson.button('More').tap()
    await page.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
  })

  test('the runs are in the sheet, and the button says how many there are', async ({ page }) => {
    const lesson = await openLesson(page)
    await page.keyboard.press('b')
    await lesson.dialog('Break it').getByRole('button', { name: 'Break it' }).tap()
    await expect(lesson.button('More')).toHaveText('2')
    await lesson.button('More').tap()
    await lesson.run(1).tap()
    await expect(lesson.button('Break it')).toBeVisible()
    await expect.poll(() => page.url()).not.toContain('kill')
  })
})

test.describe('on a desk', () => {
  test('each pane is hidden and had back, by key and by button, and stays so after a reload', async ({ page }) => {
    const lesson = await openLesson(page)
    const panes = { 1: lesson.prose, 2: lesson.source, 3: lesson.picture }
    const names = { 1: 'Read', 2: 'Source', 3: 'Picture' }
    const switches = page.getByRole('banner').getByRole('group', { name: 'What is shown' })
    for (const key of [1, 2, 3] as const) {
      const others = ([1, 2, 3] as const).filter((each) => each !== key)
      await page.keyboard.press(String(key))
      await expect(panes[key]).toBeHidden()
      for (const other of others) await expect(panes[other]).toBeVisible()
      await page.reload()
      await expect(panes[key]).toBeHidden()
      await expect(switches.getByRole('button', { name: names[key] })).toHaveAttribute('aria-pressed', 'false')
      await switches.getByRole('button', { name: names[key] }).click()
      await expect(panes[key]).toBeVisible()
    }
  })

  test('the last pane stays', async ({ page }) => {
    const lesson = await openLesson(page)
    for (const key of ['1', '2', '3']) await page.keyboard.press(key)
    await expect(lesson.picture).toBeVisible()
    const box = await lesson.picture.boundingBox()
    expect(box!.width).toBeGreaterThan(1400)
  })

  test('the height of the stack is the reader’s', async ({ page }) => {
    const lesson = await openLesson(page)
    const separator = page.getByRole('separator', { name: 'Height of the call stack' })
    const height = async (): Promise<number> => (await lesson.stack.boundingBox())!.height
    const before = await height()
    await separator.focus()
    for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowUp')
    expect(await height()).toBeGreaterThan(before + 40)
    const after = await height()
    await page.reload()
    await expect(lesson.stack).toBeVisible()
    await expect.poll(height).toBeCloseTo(after, 0)
    const line = (await separator.boundingBox())!
    await page.mouse.move(line.x + 50, line.y)
    await page.mouse.down()
    await page.mouse.move(line.x + 50, line.y + 90, { steps: 4 })
    await page.mouse.up()
    expect(await height()).toBeLessThan(after - 60)
  })
})
