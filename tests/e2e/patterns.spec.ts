import { expect, test, type Locator, type Page } from '@playwright/test'

function scene(page: Page, id: string): Locator {
  return page.locator(`section#${id}`)
}

async function check(page: Page, verdict: RegExp): Promise<void> {
  const challenge = scene(page, 'break-it')
  await challenge.getByRole('button', { name: 'Check' }).click()
  await expect(challenge.getByRole('status')).toContainText(verdict)
}

test('the four patterns, and where one meets them', async ({ page }) => {
  await page.goto('en/patterns/')
  for (const name of ['Facade', 'State', 'Singleton', 'Strategy']) await expect(page.getByRole('heading', { name, level: 2 })).toBeVisible()
  await page.getByRole('link', { name: 'State', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'State', level: 1 })).toBeVisible()
})

test('State: calls are answered by the engine, lines light up, cells and failing lines are tried', async ({ page }) => {
  await page.goto('en/patterns/state/')
  const problem = scene(page, 'problem')
  const start = problem.getByRole('button', { name: 'start()', exact: true })
  await start.click()
  await expect(problem.getByText('CREATE_JUST → START_FAILED → RUNNING')).toBeVisible()
  await start.click()
  await expect(problem.getByText(/can't be started: its state is RUNNING/)).toBeVisible()
  await expect(problem.locator('li[data-failed]')).toContainText('throw new MQClientException')
  await expect(problem.getByRole('img', { name: 'State now: RUNNING' })).toBeVisible()

  const sets = scene(page, 'table')
  await sets.getByRole('button', { name: 'Try: set RUNNING when it is CREATE_JUST' }).click()
  await expect(sets.getByText(/CREATE_JUST → RUNNING/)).toBeVisible()
  await sets.getByRole('button', { name: 'Try: set START_FAILED when it is CREATE_JUST' }).click()
  await expect(sets.getByRole('button', { name: /START_FAILED when it is CREATE_JUST. legal/ })).toBeVisible()

  const calls = scene(page, 'every-cell')
  await calls.getByRole('button', { name: 'Try all of them' }).click()
  await expect(calls.getByRole('button', { name: '?', exact: true })).toHaveCount(0)
  await expect(calls.locator('td[data-fine]')).toHaveCount(20)

  const fails = scene(page, 'fails')
  await check(page, /first/)
  await fails.locator('li', { hasText: 'this.checkConfig()' }).getByRole('button').click()
  await expect(fails.getByLabel('What is left')).toContainText('START_FAILED')
  await check(page, /the state says so/)
  await fails.locator('li', { hasText: 'sendHeartbeatToAllBrokerWithLock' }).getByRole('button').click()
  await expect(fails.getByLabel('What is left')).toContainText('SHUTDOWN_ALREADY')
  await check(page, /Solved/)
})

test('State: the other orders run when they are seen, and state objects answer', async ({ page }) => {
  await page.goto('en/patterns/state/')
  const orders = scene(page, 'failed-first')
  await orders.scrollIntoViewIfNeeded()
  await expect(orders.getByText('SEND_OK')).toHaveCount(1)
  const objects = scene(page, 'objects')
  await objects.getByRole('button', { name: 'start()', exact: true }).click()
  await expect(objects.getByText('CREATE_JUST → START_FAILED → RUNNING')).toBeVisible()
})

test('Singleton: instances are counted, queues go unread, tests depend on their order, and the challenge is judged', async ({ page }) => {
  await page.goto('en/patterns/singleton/')
  const problem = scene(page, 'problem')
  await problem.scrollIntoViewIfNeeded()
  await expect(problem.getByText('MQClientInstance')).toHaveCount(2)
  await problem.getByRole('button', { name: 'two, the same name' }).click()
  await expect(problem.getByText('MQClientInstance')).toHaveCount(1)
  await check(page, /fewer than three/)
  await problem.getByRole('button', { name: 'two of one group' }).click()
  await expect(problem.getByText(/Producer 2 is refused/)).toBeVisible()

  const loaders = scene(page, 'loaders')
  await loaders.getByRole('radio', { name: 'billing, twice' }).check()
  await expect(loaders.locator('li[data-readers="0"]')).toHaveCount(4)

  const tests = scene(page, 'tests')
  await tests.getByRole('button', { name: 'Try all of them' }).click()
  await expect(tests.locator('td[data-fine="false"]')).toHaveCount(1)
  await expect(tests.locator('td[data-fine="true"]')).toHaveCount(5)

  await problem.getByRole('button', { name: 'two, the same name' }).click()
  await problem.getByRole('button', { name: 'Add a producer' }).click()
  await expect(problem.getByText('Producer 3 sends: SEND_OK')).toBeVisible()
  await check(page, /Solved/)
})

test('Facade: one line unfolds, a send by hand breaks, and is mended', async ({ page }) => {
  await page.goto('en/patterns/facade/')
  const problem = scene(page, 'problem')
  await problem.getByRole('button', { name: 'Unfold' }).click()
  await expect(problem.getByRole('heading', { name: /broker-/ })).toBeVisible()
  const hand = scene(page, 'by-hand')
  await hand.getByRole('radio', { name: 'broker-a is killed' }).check()
  await hand.getByRole('checkbox', { name: 'keeps the route' }).check()
  await expect(hand.getByText('6 of 8')).toBeVisible()
  await check(page, /not acknowledged/)
  await hand.getByRole('combobox').selectOption('3')
  await hand.getByRole('checkbox', { name: /another broker/ }).check()
  await expect(hand.getByText('8 of 8')).toHaveCount(2)
  await check(page, /Solved, under 20 seeds/)
  await expect(scene(page, 'wide').getByText(/19 methods that send in 4.5.1, 23 in 5.3.2/)).toBeVisible()
})

test('Strategy: choices are run and judged, and the switch is compared', async ({ page }) => {
  await page.goto('en/patterns/strategy/')
  const problem = scene(page, 'problem')
  await problem.getByRole('radio', { name: 'round robin' }).check()
  await expect(problem.getByText(/^0 of 12 orders/)).toBeVisible()
  await check(page, /more than one queue/)
  await problem.getByRole('radio', { name: 'hash', exact: true }).check()
  await expect(problem.getByText(/^12 of 12 orders/)).toBeVisible()
  await check(page, /Solved, under 20 seeds/)
  const other = scene(page, 'switch')
  await other.getByRole('radio', { name: 'sticky' }).check()
  await expect(other.getByText(/the same queue each time, for all 48/)).toBeVisible()
  const slow = scene(page, 'slow')
  await slow.scrollIntoViewIfNeeded()
  await expect(slow.getByRole('heading', { name: 'sendLatencyEnable on' })).toBeVisible()
})

test('a page on a pattern loads no engine before an experiment is seen or started', async ({ page }) => {
  const workers: string[] = []
  page.on('worker', (worker) => workers.push(worker.url()))
  await page.goto('zh/patterns/state/')
  await page.waitForLoadState('networkidle')
  expect(workers).toEqual([])
  await scene(page, 'problem').getByRole('button', { name: 'start()', exact: true }).click()
  await expect(scene(page, 'problem').getByText('CREATE_JUST → START_FAILED → RUNNING')).toBeVisible()
  expect(workers).toHaveLength(1)
  expect(workers[0]).toContain('/workers/patterns')
})
