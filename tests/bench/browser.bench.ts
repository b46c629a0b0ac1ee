/** The production build in Chromium: what a lesson loads, how long a seek takes, how steady the diagram scrolls. */
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { median, print } from './support/report'
import { openSite } from './support/site'

const SEEKS = 60
const WARM_SEEKS = 10
const SCROLL_FRAMES = 240
const FRAME_MILLIS = 1000 / 60

const site = await openSite()
try {
  await measureDownload()
  const page = await openLesson()
  await measureSeeks(page)
  await measureScrolling(page)
} finally {
  await site.close()
}

/** Scripts that the page needs before it can be used; workers and what is fetched later are not among them. */
async function measureDownload(): Promise<void> {
  const html = await (await fetch(`${site.address}/en/learn/send-call/`)).text()
  // Browsers that know modules do not load what is for those that don't.
  const tags = [...html.matchAll(/<script[^>]* src="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag))
  const scripts = tags.map(([, source]) => source!)
  let bytes = 0
  for (const source of new Set(scripts)) {
    const response = await fetch(new URL(source, site.address))
    bytes += gzipSync(new Uint8Array(await response.arrayBuffer()), { level: 9 }).length
  }
  print(`first-load JavaScript of the lesson: ${(bytes / 1000).toFixed(0)} KB compressed, ${scripts.length} files`)
}

async function openLesson(): Promise<Page> {
  const page = await site.browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${site.address}/en/learn/send-call/`)
  await page.waitForFunction(() => document.querySelector('[data-moment]') !== null)
  return page
}

/** From pressing the mouse on the timeline until the page knows everything about that moment. */
async function measureSeeks(page: Page): Promise<void> {
  await page.getByRole('combobox').filter({ hasText: 'Whole run' }).selectOption('run')
  const measured = await page.evaluate(async ([cold, warm]) => {
    const slider = document.querySelector<HTMLElement>('[data-moment]')!
    const box = slider.getBoundingClientRect()
    const arrived = (): boolean => slider.dataset['moment'] === slider.getAttribute('aria-valuenow')
    const seek = async (part: number): Promise<number> => {
      // A reader lets go of one place before the next: what it painted is not a part of this seek.
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))
      const start = performance.now()
      const at = { clientX: box.left + part * box.width, clientY: box.top + 5, bubbles: true, pointerId: 1 }
      const done = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!arrived()) return
          observer.disconnect()
          resolve()
        })
        observer.observe(slider, { attributes: true })
      })
      slider.dispatchEvent(new PointerEvent('pointerdown', at))
      await done
      return performance.now() - start
    }
    slider.setPointerCapture = () => undefined
    // Anywhere, but the same places each time: a golden-ratio walk.
    const places = Array.from({ length: cold! }, (_, index) => (index * 0.618034) % 1)
    const first: number[] = []
    for (const place of places) first.push(await seek(place))
    const again: number[] = []
    for (const place of places.slice(-warm!)) again.push(await seek(place))
    return { events: Number(slider.ariaValueMax) + 1, first, again }
  }, [SEEKS, WARM_SEEKS])
  print(`seek in a run of ${measured.events} events: ${median(measured.first).toFixed(1)} ms median of ${SEEKS} places`)
  print(`  the same places once more: ${median(measured.again).toFixed(1)} ms`)
}

async function measureScrolling(page: Page): Promise<void> {
  const measured = await page.evaluate(async (frames) => {
    const diagram = document.querySelector<HTMLElement>('[role=region][aria-label^="Sequence diagram"]')!
    const gaps: number[] = []
    let last = performance.now()
    for (let frame = 0; frame < frames; frame++) {
      diagram.scrollTop += 60
      await new Promise(requestAnimationFrame)
      gaps.push(performance.now() - last)
      last = performance.now()
    }
    return { gaps: gaps.slice(5), height: diagram.scrollHeight, elements: diagram.querySelectorAll('*').length }
  }, SCROLL_FRAMES)
  const late = measured.gaps.filter((gap) => gap > 1.5 * FRAME_MILLIS).length
  print(`scrolling a diagram ${measured.height} px high, ${measured.elements} elements in the page: ` +
    `${(1000 / median(measured.gaps)).toFixed(0)} frames a second, ${late} of ${measured.gaps.length} late`)
}
