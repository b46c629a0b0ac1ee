import { expect, test, type Locator, type Page } from '@playwright/test'
import { openLesson, type LessonPage } from './support/lesson'

/** The picture of the objects, once it is that of the moment. */
async function openObjects(lesson: LessonPage): Promise<Locator> {
  await lesson.showPicture('Objects')
  const pane = lesson.picture.getByRole('region', { name: 'Objects' })
  await expect(pane).toHaveAttribute('aria-busy', 'false')
  await expect(boxesIn(pane).first()).toBeVisible()
  return pane
}

function boxesIn(pane: Locator): Locator {
  return pane.locator('[data-object]')
}

/** The head of an object's box. */
function headOf(pane: Locator, name: RegExp): Locator {
  return boxesIn(pane).filter({ hasText: name }).first()
}

function boxOf(pane: Locator, name: RegExp): Locator {
  return headOf(pane, name).locator('xpath=ancestor::li[1]')
}

/** Boxes that lie on each other, and heads whose number is cut off. */
async function overlaps(pane: Locator): Promise<string[]> {
  return pane.evaluate((element) => {
    const boxes = [...element.querySelectorAll('[data-object]')].map((head) => head.closest('li')!)
    const found = boxes.flatMap((one, index) => boxes.slice(index + 1).flatMap((other) => {
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()]
      const isApart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top
      return isApart ? [] : [`${one.textContent} on ${other.textContent}`]
    }))
    const cut = boxes.filter((box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
    return [...found, ...cut.map(({ textContent }) => `${textContent} is cut`)]
  })
}

async function toRoute(lesson: LessonPage): Promise<void> {
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('where to?').click())
}

test('the singleton, the facade, the tables and a future are there, and what is new is marked', async ({ page }) => {
  const lesson = await openLesson(page)
  await toRoute(lesson)
  const pane = await openObjects(lesson)
  await expect(headOf(pane, /MQClientManager#/)).toBeVisible()
  await expect(boxOf(pane, /^MQClientManager/)).toContainText('Singleton')
  await expect(boxOf(pane, /^producerDefaultMQProducer#/)).toContainText('Facade')
  await expect(boxOf(pane, /^defaultMQProducerImpl/)).toContainText('RUNNING')
  await expect(headOf(pane, /ResponseFuture/)).toHaveCount(0)
  const before = await boxesIn(pane).count()

  await lesson.moved(() => lesson.step('how a call waits').click())
  // The request leaves, and the call waits.
  await lesson.moved(() => page.keyboard.press('r'))
  await expect(pane).toHaveAttribute('aria-busy', 'false')
  const future = headOf(pane, /ResponseFuture/)
  await expect(future).toContainText('new')
  expect(await boxesIn(pane).count()).toBeGreaterThan(before)
})

test('an object opens by key, and is marked in the variables as well', async ({ page }) => {
  const lesson = await openLesson(page)
  await toRoute(lesson)
  const pane = await openObjects(lesson)
  await boxesIn(pane).first().focus()
  const event = await lesson.event()
  await page.keyboard.press('End')
  await page.keyboard.press('Home')
  await expect(boxesIn(pane).first()).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(headOf(pane, /factoryTable/)).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(boxesIn(pane).first()).toBeFocused()
  expect(await lesson.event(), 'arrow keys do not step here').toBe(event)

  const impl = headOf(pane, /^defaultMQProducerImplDefaultMQProducerImpl.*at work/)
  await impl.focus()
  await page.keyboard.press('Enter')
  await expect(impl).toHaveAttribute('aria-expanded', 'true')
  const rows = boxOf(pane, /^defaultMQProducerImplDefaultMQProducerImpl.*at work/).getByRole('listitem')
  await expect(rows.filter({ hasText: 'topicPublishInfoTable' })).not.toHaveCount(0)
  await expect(lesson.variables.locator('[data-same]')).toHaveCount(1)
  expect(await overlaps(pane)).toEqual([])

  // Along a reference to where it leads.
  await rows.getByRole('button', { name: /^mQClientFactory/ }).click()
  await expect(headOf(pane, /MQClientInstance#/)).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(headOf(pane, /factoryTable/)).toBeFocused()
})

test('another node can be chosen, and what is folded away unfolds', async ({ page }) => {
  const lesson = await openLesson(page)
  const pane = await openObjects(lesson)
  await pane.getByRole('combobox', { name: 'Node' }).selectOption('broker-a')
  await expect(headOf(pane, /CommitLog#/)).toBeVisible()
  await expect(pane).toHaveAttribute('aria-busy', 'false')
  const before = await boxesIn(pane).count()
  await pane.getByRole('button', { name: /^[+] \d+ more/ }).first().click()
  await expect.poll(() => boxesIn(pane).count()).toBeGreaterThan(before)
  await expect(pane.getByText(/ new$/)).toHaveCount(0)
  expect(await overlaps(pane)).toEqual([])
})

const SIZES = [
  { width: 1440, height: 900, hasTouch: false }, { width: 720, height: 450, hasTouch: false },
  { width: 360, height: 640, hasTouch: true },
] as const

for (const { width, height, hasTouch } of SIZES) {
  test.describe(`${width} × ${height}`, () => {
    test.use({ viewport: { width, height }, hasTouch })

    test('no box lies on another one, and every one can be scrolled to', async ({ page }) => {
      const lesson = await openLesson(page)
      await showPane(page, width)
      const pane = await openObjects(lesson)
      for (const node of ['order-service', 'broker-a', 'namesrv']) {
        await pane.getByRole('combobox', { name: 'Node' }).selectOption(node)
        await expect(pane).toHaveAttribute('aria-busy', 'false')
        await expect(boxesIn(pane).first()).toBeVisible()
        expect(await overlaps(pane), node).toEqual([])
        for (const end of [boxesIn(pane).last(), boxesIn(pane).first()]) {
          await end.scrollIntoViewIfNeeded()
          await expect(end).toBeInViewport({ ratio: 0.9 })
        }
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    })
  })
}

async function showPane(page: Page, width: number): Promise<void> {
  if (width > 960) return
  await page.getByRole('navigation', { name: 'What is shown' }).getByRole('button', { name: 'Picture' }).click()
}
