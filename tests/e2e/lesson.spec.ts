import { expect, test } from '@playwright/test'
import { openLesson } from './support/lesson'

test('the lesson opens with the run at its first step', async ({ page }) => {
  const lesson = await openLesson(page)
  const { file, stack } = await lesson.shown()
  expect(file).toBe('engine/client/producer/DefaultMQProducer.ts')
  expect(stack[0]).toMatch(/^DefaultMQProducer.*send/)
  await expect(lesson.activeStep()).toHaveAttribute('id', 'step-one-line')
})

test('a click on the heading of a step takes the run there', async ({ page }) => {
  const lesson = await openLesson(page)
  const before = await lesson.shown()
  await lesson.movedTo('MQFaultStrategy', () => lesson.step('choose a queue').click())
  const after = await lesson.shown()
  expect(after.event).toBeGreaterThan(before.event)
  expect(after.stack[0]).toContain('selectOneMessageQueue')
  expect(after.stack.length).toBeGreaterThan(before.stack.length)
  await expect(lesson.activeStep()).toHaveAttribute('id', 'step-choose')

  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('may I?').click())
  expect((await lesson.shown()).event).toBeLessThan(after.event)
})

test('every step of the lesson has its own place in the run', async ({ page }) => {
  const lesson = await openLesson(page)
  const places = new Set<number>([await lesson.event()])
  for (let step = 2; step <= 14; step++) {
    await lesson.moved(() => page.keyboard.press('j'))
    await expect(page.getByText(`step ${step} of 14`).first()).toBeAttached()
    places.add(await lesson.event())
  }
  expect(places.size).toBe(14)
  await expect(page.getByText('This run never gets here.')).toHaveCount(0)
})

test('when the run moves, the text follows', async ({ page }) => {
  const lesson = await openLesson(page)
  await expect(lesson.step('what SEND_OK says')).not.toBeInViewport()
  await lesson.moved(() => page.keyboard.press('End'))
  await expect(lesson.activeStep()).toHaveAttribute('id', 'step-answer')
  await expect(lesson.step('what SEND_OK says')).toBeInViewport()
})

test('arrow keys step through the statements, j and k through the lesson', async ({ page }) => {
  const lesson = await openLesson(page)
  const start = await lesson.shown()
  await lesson.moved(() => page.keyboard.press('ArrowRight'))
  const next = await lesson.shown()
  expect(next.event).toBeGreaterThan(start.event)
  await lesson.moved(() => page.keyboard.press('ArrowLeft'))
  expect(await lesson.shown()).toEqual(start)

  await lesson.moved(() => page.keyboard.press('j'))
  await expect(lesson.activeStep()).toHaveAttribute('id', 'step-facade')
  await lesson.moved(() => page.keyboard.press('j'))
  await expect(lesson.activeStep()).toHaveAttribute('id', 'step-state')
  await lesson.moved(() => page.keyboard.press('k'))
  await expect(lesson.activeStep()).toHaveAttribute('id', 'step-facade')
})

test('words in the text lead to other places of the run', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('may I?').click())
  await lesson.moved(() => lesson.button('Go back to the start').click())
  expect((await lesson.frames())[0]).toMatch(/DefaultMQProducerImpl.*start/)
})

test('a guess is answered by the run', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('MQFaultStrategy', () => lesson.step('choose a queue').click())
  const first = await lesson.event()
  const card = lesson.prose.locator('[data-step="choose"]')
  await expect(card.getByRole('button', { name: 'Run it and see' })).toBeDisabled()
  await card.getByLabel('The one after it').check()
  await lesson.moved(() => card.getByRole('button', { name: 'Run it and see' }).click())
  await expect(card.getByText('That is what happens.')).toBeVisible()
  expect(await lesson.event()).toBeGreaterThan(first)
  expect((await lesson.frames())[0]).toContain('selectOneMessageQueue')
})

test('sentences that are not true of the run on the page say so, and a question is answered by that run', async ({ page }) => {
  const lesson = await openLesson(page, { hash: '#s=send-call&seed=1&i=100~kill~broker-b&c=102.1&v=1' })
  await expect(lesson.prose.getByText('not in this run').first()).toBeAttached()
  const card = lesson.prose.locator('[data-step="choose"]')
  await card.getByLabel('The one after it').check()
  await card.getByRole('button', { name: 'Run it and see' }).click()
  await expect(card.getByText('That is what happens.')).toHaveCount(0)
  await expect(card.getByRole('button', { name: 'Show the lesson’s own run' }).or(card.getByText('In this run:')).first()).toBeVisible()

  await lesson.run(1).click()
  await expect(lesson.run(1)).toHaveAttribute('aria-current', 'true')
  await expect(lesson.prose.getByText('not in this run')).toHaveCount(0)
  await expect(card.getByText('That is what happens.')).toBeVisible()
})
