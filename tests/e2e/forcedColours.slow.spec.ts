import { expect, test, type Locator } from '@playwright/test'
import { openLesson } from './support/lesson'

test.use({ contextOptions: { forcedColors: 'active' } })

interface Frame {
  readonly style: string
  readonly width: number
  readonly isHighlight: boolean
}

/** The frame around an element, and whether it has the colour in which the system shows what is chosen. */
async function frameOf(element: Locator): Promise<Frame> {
  return element.evaluate((each) => {
    const probe = document.body.appendChild(document.createElement('i'))
    probe.style.color = 'Highlight'
    const highlight = getComputedStyle(probe).color
    probe.remove()
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(each)
    return { style: outlineStyle, width: Number.parseFloat(outlineWidth), isHighlight: outlineColor === highlight }
  })
}

async function expectChosen(chosen: Locator, other: Locator, what: string): Promise<void> {
  expect(await frameOf(chosen), what).toEqual({ style: 'solid', width: 2, isHighlight: true })
  expect((await frameOf(other)).style, `${what}, not chosen`).toBe('none')
}

test('with forced colours everything that is chosen has a frame, and nothing else has', async ({ page }) => {
  const lesson = await openLesson(page)
  expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true)
  await expectChosen(lesson.activeStep(), lesson.prose.locator('section:not([aria-current])').first(), 'the step')
  await expectChosen(lesson.litLine, lesson.source.locator('li:not([aria-current])').first(), 'the line that runs')
  await expectChosen(lesson.selectedFile(), lesson.files().getByRole('tab', { selected: false }).first(), 'the file')
  const pictures = lesson.picture.getByRole('tab', { selected: false })
  await expectChosen(lesson.picture.getByRole('tab', { selected: true }), pictures.first(), 'the picture')
  const calls = lesson.stack.getByRole('button', { name: / :\d+$/ })
  await expectChosen(lesson.stack.locator('[aria-current]').first(), calls.last(), 'the call on the stack')
  await page.keyboard.press('3')
  const switches = page.getByRole('banner').getByRole('group', { name: 'What is shown' })
  await expectChosen(switches.getByRole('button', { name: 'Read' }), switches.getByRole('button', { name: 'Picture' }), 'the panes')
  await page.keyboard.press('3')
  const languages = page.getByRole('navigation', { name: 'Language' })
  await expectChosen(languages.getByRole('link', { name: 'EN' }), languages.getByRole('link', { name: '中文' }), 'the language')
})

test('with forced colours the node to break and the run that is shown are framed', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.button('Break it').click()
  const dialog = lesson.dialog('Break it')
  const labels = dialog.locator('label')
  const checked = page.locator(':checked')
  await expectChosen(labels.filter({ has: checked }).first(), labels.filter({ hasNot: checked }).first(), 'the node')
  await dialog.getByRole('button', { name: 'Break it' }).click()
  await expectChosen(lesson.run(2), lesson.run(1), 'the run')
})

test('with forced colours drawings have the system’s colours: the line of the present, the arrows, the speed', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.moved(() => page.keyboard.press('ArrowRight'))
  const system = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'))
    const read = (colour: string): string => {
      probe.style.color = colour
      return getComputedStyle(probe).color
    }
    const colours = { text: read('CanvasText'), highlight: read('Highlight'), grey: read('GrayText') }
    probe.remove()
    return colours
  })
  const strokes = await lesson.picture.locator('svg path').evaluateAll((paths) => {
    const all = new Set(paths.map((path) => getComputedStyle(path).stroke))
    return [...all].filter((stroke) => stroke !== 'none' && stroke !== 'rgba(0, 0, 0, 0)')
  })
  expect(strokes.length).toBeGreaterThan(0)
  for (const stroke of strokes) expect(Object.values(system)).toContain(stroke)
  await expect(page.getByRole('combobox', { name: 'Speed' })).toBeVisible()
})

test('with forced colours the focus looks other than what is chosen', async ({ page }) => {
  const lesson = await openLesson(page)
  const tab = lesson.picture.getByRole('tab', { selected: true })
  await tab.focus()
  await page.keyboard.press('ArrowRight')
  expect(await frameOf(lesson.picture.getByRole('tab', { selected: true }))).toMatchObject({ style: 'double', width: 4 })
})
