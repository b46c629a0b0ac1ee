import { expect, test, type Locator } from '@playwright/test'
import { openLesson, type LessonPage } from './support/lesson'

function arrows(lesson: LessonPage, kind: string) {
  return lesson.picture.locator(`g[data-kind="${kind}"]`)
}

/** The names above the lifelines. */
async function lifelines(lesson: LessonPage): Promise<string[]> {
  const names = await lesson.picture.locator('div[data-kind] > span:first-child').allInnerTexts()
  return names.map((name) => name.replaceAll('\u200b', ''))
}

test('the sequence diagram shows the call, and a line for now that goes on with the run', async ({ page }) => {
  const lesson = await openLesson(page, { whole: true })
  const now = lesson.picture.getByText('now', { exact: true })
  await expect(now).toBeVisible()
  expect(await arrows(lesson, 'call').count()).toBeGreaterThan(5)
  expect(await lesson.picture.locator('g[data-tense="past"]').count()).toBe(0)
  await lesson.movedTo('MQClientAPIImpl', () => lesson.step('how a call waits').click())
  await expect(now).toBeInViewport()
  // The names above the lines do not cover it.
  const top = async (what: Locator): Promise<number> => (await what.boundingBox())!.y
  const head = lesson.picture.getByRole('button', { name: 'order-service', exact: true })
  await expect.poll(async () => (await top(now)) - (await top(head))).toBeGreaterThan(60)
  await expect.poll(() => lesson.picture.locator('g[data-tense="past"]').count()).toBeGreaterThan(0)
  await expect(lesson.picture.locator('g[data-tense="now"]').first()).toBeVisible()
})

test('the diagram has the objects that the call goes through, and no helpers', async ({ page }) => {
  const lesson = await openLesson(page, { whole: true })
  await lesson.movedTo('SendMessageProcessor', () => lesson.step('the other side').click())
  await lesson.picture.getByRole('button', { name: 'order-service', exact: true }).click()
  await lesson.picture.getByRole('button', { name: await lesson.node() }).click()
  const names = await lifelines(lesson)
  expect(names).toEqual(expect.arrayContaining([
    'DefaultMQProducer', 'DefaultMQProducerImpl', 'MQFaultStrategy', 'MQClientAPIImpl', 'NettyRemotingClient', 'namesrv',
    'SendMessageProcessor', 'DefaultMessageStore', 'CommitLog',
  ]))
  const helpers = ['Object', 'ServiceStateHolder', 'HeartbeatSender', 'ChannelTable', 'LinkedBlockingQueue', 'ReentrantLock']
  expect(names.filter((name) => helpers.includes(name))).toEqual([])
})

test('the diagram follows the call to the broker, down and aside', async ({ page }) => {
  const lesson = await openLesson(page, { whole: true })
  // With all objects of the producer there is no room for the brokers.
  await lesson.picture.getByRole('button', { name: 'order-service', exact: true }).click()
  await expect(lesson.picture.getByRole('button', { name: /broker-[ab]$/ }).last()).not.toBeInViewport({ ratio: 1 })
  await lesson.movedTo('SendMessageProcessor', () => lesson.step('the other side').click())
  const broker = lesson.picture.getByRole('button', { name: await lesson.node() })
  await expect(broker).toBeInViewport({ ratio: 1 })
  await expect(lesson.picture.getByText('now', { exact: true })).toBeInViewport()
  await lesson.moved(() => lesson.step('one line').click())
  await expect(broker).not.toBeInViewport({ ratio: 1 })
})

test('one click folds what the facade hides, and counts it', async ({ page }) => {
  const lesson = await openLesson(page, { whole: true })
  const unfolded = await lifelines(lesson)
  await lesson.button('Fold facade').click()
  await expect.poll(async () => (await lifelines(lesson)).length).toBeLessThan(unfolded.length)
  expect(await lifelines(lesson)).not.toContain('MQClientAPIImpl')
  const counts = lesson.picture.locator('[data-kind="facade"]')
  await expect(counts).toContainText(/[\d\u202f]+ class(es)?, [\d\u202f]+ calls?, [\d\u202f]+ bytes behind one line/)
  await page.keyboard.press('f')
  await expect.poll(() => lifelines(lesson)).toEqual(unfolded)

  // Another node is one line until it is unfolded.
  const broker = lesson.picture.getByRole('button', { name: /broker-[ab]$/ }).last()
  await broker.click()
  await expect.poll(async () => (await lifelines(lesson)).length).toBeGreaterThan(unfolded.length)
  await broker.click()
  await expect.poll(() => lifelines(lesson)).toEqual(unfolded)
})

test('the diagram draws what the step speaks of, and what the reader has unfolded stays', async ({ page }) => {
  const lesson = await openLesson(page, { whole: true })
  expect(await lifelines(lesson)).toEqual(expect.arrayContaining(['DefaultMQProducer', 'DefaultMQProducerImpl']))
  expect(await lifelines(lesson)).not.toContain('MQClientAPIImpl')
  await lesson.movedTo('MQClientAPIImpl', () => lesson.step('how a call waits').click())
  await expect.poll(() => lifelines(lesson)).toContain('MQClientAPIImpl')
  expect(await lifelines(lesson)).not.toContain('DefaultMQProducer')
  await lesson.picture.getByRole('button', { name: 'order-service', exact: true }).click()
  await expect.poll(() => lifelines(lesson)).toContain('NettyRemotingClient')
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('make it a request').click())
  expect(await lifelines(lesson)).toEqual(expect.arrayContaining(['MQClientAPIImpl', 'NettyRemotingClient']))
})

test('no label of the diagram lies on another one, or under the names of the lines', async ({ page }) => {
  const lesson = await openLesson(page, { whole: true })
  for (const step of ['one line', 'where to?', 'how a call waits', 'where it is kept']) {
    await lesson.step(step).click()
    await expect(lesson.activeStep()).toContainText(step)
    await lesson.settled()
    const found = await lesson.picture.locator('svg text').evaluateAll((texts) => {
      const boxes = texts.map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
      return boxes.flatMap(({ text, box }, index) => boxes.slice(index + 1)
        .filter(({ box: other }) => (
          other.left < box.right && other.right > box.left && other.top + 1 < box.bottom && other.bottom - 1 > box.top
        ))
        .map((other) => `${text} and ${other.text}`))
    })
    expect(found, step).toEqual([])
  }
  // At the very top the first label is below the names.
  const head = (await lesson.picture.locator('[data-kind="object"]').first().locator('..').boundingBox())!
  await lesson.picture.getByRole('region', { name: /^Sequence diagram/ }).evaluate((element) => element.scrollTo({ top: 0 }))
  const first = (await lesson.picture.locator('svg text').first().boundingBox())!
  expect(first.y).toBeGreaterThanOrEqual(head.y + head.height - 1)
})

test('a frame can be opened: its fields, and the bytes that they are', async ({ page }) => {
  const lesson = await openLesson(page, { whole: true })
  await lesson.showPicture('Events')
  const send = lesson.picture.getByRole('listitem').filter({ hasText: /Frame SEND_MESSAGE.* from order-service/ }).first()
  await page.getByRole('searchbox', { name: 'Filter' }).fill('SEND_MESSAGE')
  await send.getByRole('button', { name: 'Open the frame' }).click()
  const dialog = lesson.dialog(/^Frame \d+: order-service → broker-[ab]$/)
  await expect(dialog).toBeVisible()
  const fields = dialog.getByRole('region', { name: 'Fields' })
  await expect(fields.getByRole('button', { name: /^\s*0\s*length/ })).toBeVisible()
  await expect(fields.getByText('OrderPaid').first()).toBeVisible()
  const bytes = dialog.getByRole('region', { name: 'Bytes' })
  await expect(bytes.locator('[data-lit]')).toHaveCount(0)
  await fields.getByRole('button').filter({ hasText: 'OrderPaid' }).last().hover()
  await expect.poll(() => bytes.locator('[data-lit]').count()).toBeGreaterThan(0)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('a click on a frame in the diagram opens it', async ({ page }) => {
  const lesson = await openLesson(page, { whole: true })
  await lesson.movedTo('SendMessageProcessor', () => lesson.step('the other side').click())
  await lesson.picture.locator('svg text').filter({ hasText: /^SEND_MESSAGE_V2/ }).click()
  await expect(lesson.dialog(/^Frame \d+: /)).toBeVisible()
})

test('the map shows the machines and what each is doing; a click on one offers to break it', async ({ page }) => {
  const lesson = await openLesson(page, { whole: true })
  await lesson.showPicture('Cluster')
  for (const node of ['namesrv', 'broker-a', 'broker-b', 'order-service']) {
    await expect(lesson.button(new RegExp(`^${node}, .*running\\. Break it…$`))).toBeVisible()
  }
  await lesson.button(/^broker-b, broker, running/).click()
  const dialog = lesson.dialog('Break it')
  await expect(dialog.getByRole('radio', { name: 'broker-b', exact: true })).toBeChecked()
  await dialog.getByRole('button', { name: 'Break it' }).click()
  await expect(lesson.run(2)).toHaveAttribute('aria-current', 'true', { timeout: 20_000 })
  await lesson.moved(() => page.keyboard.press('End'))
  await expect(lesson.button(/^broker-b, broker, killed/)).toBeVisible()
})

test('the call stack, and the variables with those that have changed marked', async ({ page }) => {
  const lesson = await openLesson(page, { whole: true })
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('three tries, one budget').click())
  await lesson.showPicture('Objects')
  const stack = await lesson.frames()
  expect(stack[0]).toMatch(/^DefaultMQProducerImpl.sendDefaultImpl :\d+/)
  expect(stack).toContainEqual(expect.stringMatching(/^DefaultMQProducer.send :/))
  await lesson.moved(() => lesson.button('Step over the call').click())
  const changed = lesson.variables.getByRole('treeitem').filter({ hasText: '(changed)' })
  await expect(changed).toHaveCount(1)
  await expect(changed).toContainText(/timesTotal\s*3/)

  const message = lesson.variables.getByRole('button', { name: /^msg/ })
  await message.click()
  await expect(lesson.variables.getByRole('treeitem', { name: /^msg/ })).toHaveAttribute('aria-expanded', 'true')
  await expect(lesson.variables.getByText('topic', { exact: true }).first()).toBeVisible()

  await lesson.stack.getByRole('button', { name: 'Go to the beginning of the call of DefaultMQProducer.send' }).click()
  await expect(lesson.stack.getByRole('listitem').first()).toHaveText(/^DefaultMQProducer.send :/)
  await expect(lesson.activeStep()).toHaveAttribute('id', 'step-one-line')
})

test('the states show what the producer is and when it became that', async ({ page }) => {
  const lesson = await openLesson(page, { whole: true })
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('may I?').click())
  await lesson.showPicture('States')
  await expect(lesson.picture.getByRole('img', { name: 'DefaultMQProducerImpl is RUNNING' }).first()).toBeVisible()
  await lesson.moved(() => lesson.picture.getByRole('button', { name: /→ START_FAILED/ }).first().click())
  await expect(lesson.picture.getByRole('img', { name: 'DefaultMQProducerImpl is START_FAILED' }).first()).toBeVisible()
})

test('the list of events is the diagram in words: as many entries, and each leads to its moment', async ({ page }) => {
  const lesson = await openLesson(page, { whole: true })
  await lesson.button('Fold facade').click()
  const drawn = await lesson.picture.locator('g[data-kind][data-tense]').count()
  await lesson.showPicture('Events')
  const entries = lesson.picture.getByRole('listitem')
  const size = Number(await entries.first().getAttribute('aria-setsize'))
  expect(size).toBeGreaterThanOrEqual(drawn)
  await expect(lesson.picture.getByText(`${size} events`)).toBeVisible()
  await page.keyboard.press('f')
  await expect.poll(async () => Number(await entries.first().getAttribute('aria-setsize'))).toBeGreaterThan(size)

  const entry = entries.filter({ hasText: /appends [\d\u202f]+ bytes to the commit log/ })
  await page.getByRole('searchbox', { name: 'Filter' }).fill('commit log')
  await lesson.moved(() => entry.getByRole('button').first().click())
  await expect(entry.first()).toHaveAttribute('aria-current', 'true')
  await expect(lesson.selectedFile()).toHaveAttribute('title', /^engine\/store\//)
})
