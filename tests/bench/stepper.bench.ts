/**
 * The stepper in Chromium: how soon a first step is possible, also in the next lesson, how long a fork takes, how steadily the line stays
 * in view.
 */
import type { Page } from '@playwright/test'
import { median, print } from './support/report'
import { openSite } from './support/site'

const OPENINGS = 5
const STEPS = 60
/** Stops a second, and for how long they are watched, in ms. */
const SPEEDS = ['5', '20'] as const
const WATCHED_MILLIS = 4000
/** Presses of → after which it is given up to come to the next step of the lesson. */
const MOST_PRESSES = 600

/** For how long a reader who has come to the end of a lesson looks at it, in ms. */
const AT_THE_END_MILLIS = 2000

/** What a page notes of itself while it opens, in ms since it began to. */
interface Opening {
  step?: number
  whole?: number
}

/** What the script of {@link newPage} leaves on the page. */
interface Watched {
  readonly opening: Opening
  /** Begins once more, for a run other than the one that is shown. */
  watchAnew(): void
}

const site = await openSite()
try {
  await measureOpening()
  const page = await openLesson()
  await measureLine(page)
  await measurePlaying(page)
  await measurePresses(page)
  await measureForks(page)
} finally {
  await site.close()
}

async function newPage(): Promise<Page> {
  const page = await site.browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript(() => {
    let start = 0
    let old = ''
    let first: string | null = null
    let opening: Opening = {}
    const hashOf = (): string => document.querySelector<HTMLElement>('[data-trace-hash]')?.dataset['traceHash'] ?? ''
    const look = (): void => {
      const slider = document.querySelector<HTMLElement>('[data-moment]')
      const moment = slider?.dataset['moment'] ?? null
      if (old !== '' && hashOf() === old) return
      if (moment !== null && first === null && document.querySelector('#source-panel [aria-current=step]') !== null) {
        first = moment
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
      }
      if (moment !== first) opening.step ??= performance.now() - start
      if (hashOf() !== '') opening.whole ??= performance.now() - start
    }
    const watchAnew = (): void => {
      [start, old, first, opening] = [performance.now(), hashOf(), null, {}]
      Object.assign(window, { opening })
    }
    Object.assign(window, { opening, watchAnew })
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true })
  })
  return page
}

async function openLesson(): Promise<Page> {
  const page = await newPage()
  await page.goto(`${site.address}/en/learn/send-call/`)
  await isWhole(page)
  return page
}

function isWhole(page: Page): Promise<unknown> {
  return page.waitForFunction(() => document.querySelector('[data-trace-hash][aria-busy=false]:not([data-trace-hash=""])') !== null)
}

/** From the address to the end of the first step, beside the time that the whole run takes; then from the link to the next lesson. */
async function measureOpening(): Promise<void> {
  const openings: Array<Required<Opening>> = []
  const next: number[] = []
  for (let opened = 0; opened < OPENINGS; opened++) {
    const page = await openLesson()
    openings.push(await page.evaluate(() => (window as unknown as Watched).opening as Required<Opening>))
    next.push(await goOn(page))
    await page.close()
  }
  const [step, whole] = [median(openings.map((each) => each.step)), median(openings.map((each) => each.whole))]
  print(`opening: the first step is done after ${step.toFixed(0)} ms, the whole run is there after ${whole.toFixed(0)} ms: ` +
    `${(step / whole).toFixed(2)}× (median of ${OPENINGS})`)
  print(`the next lesson, by its link: the first step is done after ${median(next).toFixed(0)} ms, ` +
    `${(median(next) / step).toFixed(2)}× the first opening (median of ${OPENINGS})`)
}

/** From the link at a lesson's end until the first step in the next lesson is done, in ms. */
async function goOn(page: Page): Promise<number> {
  const link = page.locator('a[rel=next]')
  await link.scrollIntoViewIfNeeded()
  await page.waitForTimeout(AT_THE_END_MILLIS)
  await link.evaluate((element: HTMLAnchorElement) => {
    (window as unknown as Watched).watchAnew()
    element.click()
  })
  await page.waitForFunction(() => (window as unknown as Watched).opening.step !== undefined)
  return page.evaluate(() => (window as unknown as Watched).opening.step!)
}

/** From the key to the line that runs being there, and in view. */
async function measureLine(page: Page): Promise<void> {
  const millis = await page.evaluate(async (steps) => {
    const found: number[] = []
    for (let step = 0; step < steps; step++) {
      const slider = document.querySelector<HTMLElement>('[data-moment]')!
      const before = slider.dataset['moment']
      const start = performance.now()
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
      const isDone = (): boolean => {
        const line = document.querySelector('#source-panel [aria-current=step]')?.getBoundingClientRect()
        const pane = document.querySelector('#source-panel')!.getBoundingClientRect()
        return slider.dataset['moment'] !== before && line !== undefined && line.top >= pane.top && line.bottom <= pane.bottom
      }
      while (!isDone() && performance.now() - start < 5000) await new Promise(requestAnimationFrame)
      found.push(performance.now() - start)
    }
    return found
  }, STEPS)
  print(`a step until its line is in view: ${median(millis).toFixed(0)} ms median, ${Math.max(...millis).toFixed(0)} ms at most, ` +
    `of ${STEPS}; a frame of the screen is 17 ms`)
}

async function measurePlaying(page: Page): Promise<void> {
  for (const speed of SPEEDS) {
    await page.getByRole('combobox', { name: 'Speed' }).selectOption(speed)
    await page.getByRole('button', { name: /^Play/ }).click()
    const { out, frames } = await page.evaluate(async (watched) => {
      const start = performance.now()
      let [out, frames] = [0, 0]
      while (performance.now() - start < watched) {
        await new Promise(requestAnimationFrame)
        const line = document.querySelector('#source-panel [aria-current=step]')?.getBoundingClientRect()
        const pane = document.querySelector('#source-panel')!.getBoundingClientRect()
        frames++
        if (line === undefined || line.top < pane.top || line.bottom > pane.bottom) out++
      }
      return { out, frames }
    }, WATCHED_MILLIS)
    await page.getByRole('button', { name: /^Pause/ }).click()
    print(`playing ${speed} stops a second: the line is out of view in ${out} of ${frames} frames`)
  }
}

/** How often → has to be pressed from one step of the lesson to the next. */
async function measurePresses(page: Page): Promise<void> {
  const presses = await page.evaluate(async (most) => {
    const active = (): string => document.querySelector<HTMLElement>('section[aria-current=step]')?.dataset['step'] ?? ''
    const slider = document.querySelector<HTMLElement>('[data-moment]')!
    const isSettled = (): boolean => slider.dataset['moment'] === slider.getAttribute('aria-valuenow')
    const press = async (key: string): Promise<void> => {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      await new Promise(requestAnimationFrame)
      while (!isSettled()) await new Promise(requestAnimationFrame)
    }
    const steps = document.querySelectorAll('section[data-step]').length
    for (let back = 0; back < steps; back++) await press('k')
    const counts: number[] = []
    for (let step = 1; step < steps; step++) {
      const from = active()
      let count = 0
      while (active() === from && count < most) {
        await press('ArrowRight')
        count++
      }
      counts.push(count)
      if (count === most) break
    }
    return counts
  }, MOST_PRESSES)
  print(`presses of → from a step of the lesson to the next: ${presses.join(' ')}`)
}

/** From the choice of a fault until the broken run is shown. */
async function measureForks(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  const found: number[] = []
  for (const fault of ['kill the process', 'cut the power', 'fill the disk']) {
    await page.getByRole('region', { name: 'Steps of the lesson' }).getByRole('button', { name: /: where it is kept$/ }).click()
    await page.getByRole('button', { name: 'Break it', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Break it' })
    await dialog.getByRole('radio', { name: new RegExp(`^${fault}`) }).check()
    found.push(await page.evaluate(async () => {
      const runs = (): number => document.querySelectorAll('[aria-label=Runs] li').length
      const before = runs()
      const start = performance.now()
      document.querySelector<HTMLButtonElement>('[role=dialog] button[type=submit], dialog button[type=submit]')!.click()
      while (runs() <= before) await new Promise(requestAnimationFrame)
      return performance.now() - start
    }))
    await isWhole(page)
    await page.getByRole('region', { name: 'Runs' }).getByRole('button', { name: /^1 · / }).click()
    await isWhole(page)
  }
  print(`a fork until it is shown: ${found.map((millis) => millis.toFixed(0)).join(', ')} ms`)
}
