import { expect, test } from '@playwright/test'
import { openLesson } from './support/lesson'

test('into goes deeper, over stays, out leaves; each way back leads where one came from', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('where to?').click())
  const start = await lesson.shown()

  await lesson.moved(() => lesson.button('Step over the call').click())
  const over = await lesson.shown()
  expect(over.stack).toHaveLength(start.stack.length)
  await lesson.moved(() => lesson.button('Step back over the call').click())
  expect(await lesson.shown()).toEqual(start)

  await lesson.moved(() => lesson.button('Step out of the method').click())
  const out = await lesson.shown()
  expect(out.stack).toHaveLength(start.stack.length - 1)
  expect(out.event).toBeGreaterThan(over.event)
  await lesson.moved(() => lesson.button('Step back out of the method').click())
  expect((await lesson.shown()).event).toBeLessThan(out.event)

  const { event } = await lesson.shown()
  await lesson.moved(() => lesson.button('Back to the start').click())
  expect(await lesson.event()).toBeLessThan(event)
  await page.getByRole('combobox').filter({ hasText: 'Whole run' }).selectOption('run')
  await lesson.moved(() => lesson.button('Back to the start').click())
  expect(await lesson.event()).toBe(0)
})

test('stepping into each call and back again gives the same moments', async ({ page }) => {
  const lesson = await openLesson(page)
  const way = [await lesson.shown()]
  for (let step = 0; step < 6; step++) {
    await lesson.moved(() => lesson.button('Step into').click())
    way.push(await lesson.shown())
  }
  expect(new Set(way.map(({ file, line }) => `${file}:${line}`)).size).toBeGreaterThan(3)
  expect(Math.max(...way.map(({ stack }) => stack.length))).toBeGreaterThan(way[0]!.stack.length)
  for (const before of way.slice(0, -1).reverse()) {
    await lesson.moved(() => lesson.button('Step back').click())
    expect(await lesson.shown()).toEqual(before)
  }
})

test('the space bar plays and pauses, at the speed that was chosen', async ({ page }) => {
  const lesson = await openLesson(page)
  const before = await lesson.event()
  await page.getByRole('combobox', { name: 'Speed' }).selectOption({ label: '20/s' })
  await page.keyboard.press('Space')
  await expect(lesson.button('Pause')).toBeVisible()
  await expect.poll(() => lesson.event()).toBeGreaterThan(before + 5)
  await page.keyboard.press('Space')
  await expect(lesson.button('Play')).toBeVisible()
  await lesson.settled()
  const stopped = await lesson.event()
  await page.waitForTimeout(300)
  expect(await lesson.event()).toBe(stopped)
})

test('the clock skips to the next timer', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.moved(() => lesson.step('the second time').click())
  const before = await lesson.time()
  const next = page.getByText(/^next timer: .+ on [a-z-]+ in /)
  await expect(next).toBeVisible()
  const thread = (await next.getAttribute('title'))!.replace('thread ', '')
  await lesson.moved(() => lesson.button('Skip to the next timer').click())
  // The line of the task itself, in the thread that was named, and none of the scheduler's.
  expect((await lesson.frames())[0]).not.toContain('ScheduledExecutorService')
  await expect(page.getByRole('combobox', { name: 'Thread' }).locator('option:checked')).toContainText(thread)
  const after = await lesson.time()
  expect(after).toBeGreaterThan(before)
  await lesson.moved(() => page.keyboard.press('t'))
  expect(await lesson.time()).toBeGreaterThan(after)
})

test('? shows the keys; a dialog and a text field keep the keys for themselves', async ({ page }) => {
  const lesson = await openLesson(page)
  const start = await lesson.event()
  await page.keyboard.press('?')
  const help = lesson.dialog('Keys')
  await expect(help).toBeVisible()
  await expect(help.getByText('step into, step back')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  expect(await lesson.event()).toBe(start)

  await lesson.showPicture('Events')
  const filter = page.getByRole('searchbox', { name: 'Filter' })
  await filter.fill('send')
  await filter.press('ArrowLeft')
  await filter.pressSequentially('tob? ')
  await expect(filter).toHaveValue(/tob\? /)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await lesson.event()).toBe(start)
})

test('a step into the waiting call leads over the wire to the broker and back to the caller', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('MQClientAPIImpl', () => lesson.step('how a call waits').click())
  await lesson.stepOverTo('remotingClient.invokeSync(')
  await lesson.moved(() => page.keyboard.press('ArrowRight'))
  await lesson.stepOverTo('invokeSyncImpl(')
  await lesson.moved(() => page.keyboard.press('ArrowRight'))
  await lesson.stepOverTo('responseFuture.waitResponse(')
  expect(await lesson.node()).toBe('order-service')
  const waiting = await lesson.shown()

  for (let step = 0; step < 40 && !(await lesson.node()).startsWith('broker'); step++) {
    await lesson.moved(() => page.keyboard.press('ArrowRight'))
  }
  expect(await lesson.node()).toMatch(/^broker-/)
  const there = await lesson.shown()
  expect(there.time).toBeGreaterThan(waiting.time)
  expect(there.stack).not.toContain(waiting.stack.at(-1))

  // The caller itself knows nothing of that: a step over the waiting leads to its own next line.
  for (let step = 0; step < 40 && (await lesson.event()) > waiting.event; step++) {
    await lesson.moved(() => page.keyboard.press('ArrowLeft'))
  }
  expect(await lesson.shown()).toEqual(waiting)
  await lesson.moved(() => page.keyboard.press('Shift+ArrowRight'))
  const answered = await lesson.shown()
  expect(answered.time).toBeGreaterThan(there.time)
  expect(answered.stack.slice(1)).toEqual(waiting.stack.slice(1))
})

test('“just this lesson” passes over helpers, and stops in them when it is off', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('make it a request').click())
  const start = await lesson.event()
  const files = async (presses: number): Promise<Set<string>> => {
    const seen = new Set<string>()
    for (let press = 0; press < presses; press++) {
      await lesson.moved(() => page.keyboard.press('ArrowRight'))
      seen.add((await lesson.shown()).file)
    }
    return seen
  }
  expect([...await files(12)]).toEqual(['engine/client/impl/producer/DefaultMQProducerImpl.ts'])

  await page.getByLabel('just this lesson').uncheck()
  await lesson.moved(() => lesson.button('Back to where I was').click())
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('make it a request').click())
  expect(await lesson.event()).toBe(start)
  expect((await files(12)).size).toBeGreaterThan(1)
})

test('one key leads to the next frame, the next call of the lesson and the next node at work', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('make it a request').click())
  expect(await lesson.node()).toBe('order-service')
  await lesson.moved(() => page.keyboard.press('m'))
  expect(await lesson.node()).toMatch(/^broker-/)
  await lesson.moved(() => page.keyboard.press('c'))
  await lesson.moved(() => page.keyboard.press('r'))
  await lesson.moved(() => lesson.button('Back to where I was').click())
})
