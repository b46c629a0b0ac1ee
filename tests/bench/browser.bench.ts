/**
 * The production build in Chromium: what pages load, how soon a lesson and the next one can be stepped in, how long a seek takes, how
 * steady the diagram scrolls.
 */
import { gzipSync } from 'node:zlib'
import type { Locator, Page } from '@playwright/test'
import { fetchedScriptsOf, scriptsOf } from '../../.ci/support/scripts.mjs'
import { ROW } from '../../components/sequence/logic/layout'
import { median, print } from './support/report'
import { openSite } from './support/site'

const PAGES = ['', 'learn/', 'learn/send-call/', 'learn/strategy/', 'patterns/strategy/', 'source/kernel/Kernel/', 'reference/', 'cluster/']
const OPENINGS = 5
const READING_MILLIS = 6000
const SEEKS = 60
const WARM_SEEKS = 10
/** As long a reader looks at a place, at least, before going to the next. */
const LOOK_MILLIS = 250
const FRAMES = 240
const SETTLING_FRAMES = 5
const FRAME_MILLIS = 1000 / 60

const site = await openSite()
try {
  for (const each of PAGES) await measureDownload(each)
  await measureOpenings()
  const page = await openLesson()
  await measureSeeks(page)
  await measureFrames()
} finally {
  await site.close()
}

/**
 * Scripts that the page needs before anything on it can be used, and those that are fetched beside them for later; neither workers nor
 * what is fetched when it is asked for.
 */
async function measureDownload(path: string): Promise<void> {
  const html = await (await fetch(`${site.address}/en/${path}`)).text()
  const scripts = scriptsOf(html)
  const later = [...fetchedScriptsOf(html)].filter((address) => !scripts.includes(address))
  const [first, rest] = [await weightOf(scripts), await weightOf(later)]
  print(`first-load JavaScript of /en/${path}: ${first} KB compressed in ${scripts.length} files; ` +
    `fetched for later ${rest} KB in ${later.length}`)
}

async function weightOf(scripts: readonly string[]): Promise<string> {
  let bytes = 0
  for (const source of scripts) {
    const response = await fetch(new URL(source, site.address))
    bytes += gzipSync(new Uint8Array(await response.arrayBuffer()), { level: 9 }).length
  }
  return (bytes / 1000).toFixed(0)
}

/** From the address, and then from a click on the next lesson, to the end of the first step. */
async function measureOpenings(): Promise<void> {
  const first: number[] = []
  const next: number[] = []
  for (let opened = 0; opened < OPENINGS; opened++) {
    const page = await site.browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`${site.address}/en/learn/send-call/`, { waitUntil: 'commit' })
    first.push(await firstStep(page, null))
    await page.waitForFunction(() => document.querySelector('[data-trace-hash][aria-busy=false]:not([data-trace-hash=""])') !== null)
    // A reader reads, and comes to the link at the end, before going to the next lesson.
    await page.waitForTimeout(READING_MILLIS)
    await page.locator('a[rel=next]').scrollIntoViewIfNeeded()
    await page.waitForTimeout(READING_MILLIS)
    const before = await page.evaluate(() => document.querySelector<HTMLElement>('[data-trace-hash]')!.dataset['traceHash']!)
    next.push(await firstStep(page, before))
    await page.close()
  }
  print(`the first step of a lesson is done ${median(first).toFixed(0)} ms after navigation, ` +
    `of the next lesson ${median(next).toFixed(0)} ms after the click (medians of ${OPENINGS})`)
}

/**
 * Steps as soon as there is something to step in. `before`: the fingerprint of the run on the page, which the next lesson's is to
 * replace. @returns when the step is done, in ms since the page's beginning or the click
 */
function firstStep(page: Page, before: string | null): Promise<number> {
  return page.evaluate(async (old) => {
    const start = old === null ? 0 : performance.now()
    const until = async (isDone: () => boolean): Promise<void> => {
      while (!isDone()) await new Promise(requestAnimationFrame)
    }
    const moment = (): string | undefined => document.querySelector<HTMLElement>('[data-moment]')?.dataset['moment']
    const isNew = (): boolean => document.querySelector<HTMLElement>('[data-trace-hash]')?.dataset['traceHash'] !== old
    if (old !== null) document.querySelector<HTMLElement>('a[rel=next]')!.click()
    await until(() => isNew() && moment() !== undefined && document.querySelector('#source-panel [aria-current=step]') !== null)
    const at = moment()
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
    await until(() => moment() !== at)
    return performance.now() - start
  }, before)
}

async function openLesson(name = 'send-call'): Promise<Page> {
  const page = await site.browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${site.address}/en/learn/${name}/`)
  await page.waitForFunction(() => document.querySelector('[data-moment]') !== null)
  return page
}

/**
 * From pressing the mouse on the timeline until the page knows everything about that moment, and until all of it, the source too, is
 * in a picture on the screen.
 */
async function measureSeeks(page: Page): Promise<void> {
  await page.getByRole('combobox').filter({ hasText: 'Whole run' }).selectOption('run')
  const measured = await page.evaluate(async ([cold, warm, pause]) => {
    const slider = document.querySelector<HTMLElement>('[data-moment]')!
    const source = document.querySelector<HTMLElement>('#source-panel')!
    const box = slider.getBoundingClientRect()
    const isKnown = (): boolean => slider.dataset['moment'] === slider.getAttribute('aria-valuenow')
    const isShown = (): boolean => isKnown() && source.ariaBusy === 'false' && source.parentElement!.ariaBusy === 'false'
    const until = (isSo: () => boolean): Promise<void> => new Promise((resolve) => {
      const look = (): void => {
        if (!isSo()) return
        observer.disconnect()
        resolve()
      }
      const observer = new MutationObserver(look)
      observer.observe(document.body, { attributes: true, subtree: true, attributeFilter: ['aria-busy', 'data-moment', 'aria-valuenow'] })
    })
    const seek = async (part: number): Promise<readonly [known: number, shown: number]> => {
      const start = performance.now()
      const at = { clientX: box.left + part * box.width, clientY: box.top + 5, bubbles: true, pointerId: 1 }
      slider.dispatchEvent(new PointerEvent('pointerdown', at))
      await until(isKnown)
      const known = performance.now() - start
      if (!isShown()) await until(isShown)
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))
      const shown = performance.now() - start
      await new Promise((resolve) => setTimeout(resolve, pause))
      return [known, shown]
    }
    slider.setPointerCapture = () => undefined
    // Anywhere, but the same places each time: a golden-ratio walk.
    const places = Array.from({ length: cold! }, (_, index) => (index * 0.618034) % 1)
    const first: Array<readonly [number, number]> = []
    for (const place of places) first.push(await seek(place))
    const again: Array<readonly [number, number]> = []
    for (const place of places.slice(-warm!)) again.push(await seek(place))
    return { events: Number(slider.ariaValueMax) + 1, first, again }
  }, [SEEKS, WARM_SEEKS, LOOK_MILLIS])
  const medians = (seeks: ReadonlyArray<readonly [number, number]>): string => {
    const [known, shown] = [0, 1].map((which) => median(seeks.map((seek) => seek[which]!)).toFixed(1))
    return `${known} ms until all is known, ${shown} ms until it is on the screen`
  }
  print(`seek in a run of ${measured.events} events: ${medians(measured.first)} (medians of ${SEEKS} places)`)
  print(`  the same places once more: ${medians(measured.again)}`)
}

/**
 * The longest diagram of all lessons, as it is shown and with all nodes unfolded, scrolled a few rows a frame; then a drag along its
 * timeline. 120 frames a second would leave 8 ms for each.
 */
async function measureFrames(): Promise<void> {
  const page = await openLesson('order')
  await page.getByRole('combobox').filter({ hasText: 'Whole run' }).selectOption('run')
  await page.waitForTimeout(READING_MILLIS)
  const diagram = page.getByRole('region', { name: /^Sequence diagram/ })
  await measureScrolling(page, diagram)
  const folded = diagram.getByRole('button', { expanded: false })
  while ((await folded.count()) > 0) await folded.first().click()
  await page.waitForTimeout(READING_MILLIS)
  await measureScrolling(page, diagram)
  await measureDrag(page)
}

async function measureScrolling(page: Page, diagram: Locator): Promise<void> {
  const { rows, elements } = await diagram.evaluate((element, row) => {
    return { rows: Math.round(element.scrollHeight / row), elements: element.querySelectorAll('*').length }
  }, ROW)
  const costs = await costsOfFrames(page, () => diagram.evaluate(async (element, frames) => {
    const gaps: number[] = []
    let last = performance.now()
    for (let frame = 0; frame < frames; frame++) {
      element.scrollTop += 60
      await new Promise(requestAnimationFrame)
      gaps.push(performance.now() - last)
      last = performance.now()
    }
    return gaps
  }, FRAMES))
  print(`scrolling a diagram of ${rows} rows, ${elements} elements in the page: ${costs}`)
}

async function measureDrag(page: Page): Promise<void> {
  const costs = await costsOfFrames(page, () => page.evaluate(async (frames) => {
    const slider = document.querySelector<HTMLElement>('[data-moment]')!
    slider.setPointerCapture = () => undefined
    slider.hasPointerCapture = () => true
    const moments = new Set<string | null>()
    const box = slider.getBoundingClientRect()
    const move = (type: string, frame: number): boolean => {
      const at = { clientX: box.left + (frame / frames) * box.width, clientY: box.top + 5 }
      return slider.dispatchEvent(new PointerEvent(type, { ...at, bubbles: true, pointerId: 1, buttons: 1 }))
    }
    const gaps: number[] = []
    move('pointerdown', 0)
    let last = performance.now()
    for (let frame = 0; frame < frames; frame++) {
      move('pointermove', frame)
      await new Promise(requestAnimationFrame)
      moments.add(slider.ariaValueNow)
      gaps.push(performance.now() - last)
      last = performance.now()
    }
    move('pointerup', frames)
    if (moments.size < frames / 2) throw new Error(`the drag came to ${moments.size} moments only`)
    return gaps
  }, FRAMES))
  print(`dragging along the timeline, to another event each frame: ${costs}`)
}

/** `run` gives the time between its frames in ms. @returns how many came, and what each took of the page's thread */
async function costsOfFrames(page: Page, run: () => Promise<number[]>): Promise<string> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const spent = async (): Promise<Readonly<Record<string, number>>> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return Object.fromEntries(metrics.map(({ name, value }) => [name, 1000 * value]))
  }
  const before = await spent()
  const gaps = (await run()).slice(SETTLING_FRAMES)
  const after = await spent()
  const [script, task] = ['ScriptDuration', 'TaskDuration'].map((name) => ((after[name]! - before[name]!) / FRAMES).toFixed(1))
  const late = gaps.filter((gap) => gap > 1.5 * FRAME_MILLIS).length
  return `${(1000 / median(gaps)).toFixed(0)} frames a second, ${late} of ${gaps.length} late; ` +
    `${script} ms of script a frame, ${task} ms with layout and painting`
}
