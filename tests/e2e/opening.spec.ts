import { expect, test } from '@playwright/test'
import { LessonPage, openLesson } from './support/lesson'

/** What the page showed when the first step had been done. */
interface FirstStep {
  readonly event: number
  readonly events: number
  readonly isGrowing: boolean
}

test('the first step is possible before the whole run is there; the rest comes without moving the reader', async ({ page }) => {
  await page.addInitScript(() => {
    let first: string | null = null
    const steps: FirstStep[] = []
    Object.assign(window, { steps })
    const look = (): void => {
      const slider = document.querySelector<HTMLElement>('[data-moment]')
      if (slider === null) return
      const moment = slider.dataset['moment']!
      if (first === null) {
        first = moment
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
      } else if (moment !== first && steps.length === 0) {
        const isGrowing = document.querySelector('[data-trace-hash]')?.getAttribute('aria-busy') === 'true'
        steps.push({ event: Number(moment), events: Number(slider.getAttribute('aria-valuemax')), isGrowing })
      }
    }
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true })
  })
  const lesson = await openLesson(page, { whole: true })
  const [step] = await page.evaluate(() => (window as unknown as { steps: FirstStep[] }).steps)
  expect(step!.isGrowing).toBe(true)
  expect(Number(await lesson.slider.getAttribute('aria-valuemax'))).toBeGreaterThan(4 * step!.events)
  expect(await lesson.event()).toBe(step!.event)
  await expect(lesson.bar).toHaveAttribute('data-trace-hash', /./)
})

test('a step of the lesson that the run has not come to yet is gone to as soon as it has', async ({ page }) => {
  await page.addInitScript(() => {
    const look = new MutationObserver(() => {
      const steps = document.querySelectorAll<HTMLElement>('section[data-step] button')
      if (document.querySelector('[data-moment]') === null || steps.length === 0) return
      look.disconnect()
      const last = [...document.querySelectorAll<HTMLElement>('section[data-step]')].at(-1)!
      last.querySelector('button')!.click()
    })
    look.observe(document, { subtree: true, childList: true, attributes: true })
  })
  await page.goto('en/learn/send-call/')
  const lesson = new LessonPage(page)
  await expect(lesson.bar).toHaveAttribute('data-trace-hash', /./, { timeout: 30_000 })
  await expect(lesson.prose.locator('section[data-step]').last()).toHaveAttribute('aria-current', 'step')
  await lesson.settled()
  await expect(lesson.litLine).toBeVisible()
})
