import { expect, test, type Page } from '@playwright/test'
import { figure, importCode } from './support/strategy'

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`en/learn/strategy/${path}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

const LISTENER = `import { MessageListenerConcurrently, sleep } from 'rocketmq'
export default class Mine extends MessageListenerConcurrently {
  consumeMessage(msgs, context) {
    BODY
  }
}
`

const FOREVER = `export default class Mine {
  allocate(group, cid, mqs, cids) {
    for (;;) {}
  }
}
`

async function reload(page: Page): Promise<void> {
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

test('any numbers of queues and members; what can’t be is put right, and a field says its limits', async ({ page }) => {
  await open(page, 'allocation/')
  await page.getByLabel('members', { exact: true }).fill('64')
  await page.getByLabel('brokers', { exact: true }).fill('8')
  await page.getByLabel('queues on each', { exact: true }).fill('99')
  await page.getByLabel('queues on each', { exact: true }).blur()
  await expect(page.getByLabel('queues on each', { exact: true })).toHaveValue('8')
  await expect(page.getByText('8 brokers × 8 queues, 64 members; a member leaves')).toBeVisible()
  const table = page.getByRole('region', { name: /^compared, averagely: who has/ }).getByRole('table')
  await expect(table.getByRole('row')).toHaveCount(66)
  await expect(table.getByRole('columnheader')).toHaveCount(66)
  await page.getByLabel('members, as a slider').focus()
  await page.keyboard.press('Home')
  await expect(page.getByLabel('members', { exact: true })).toHaveValue('1')
  await page.getByLabel('what changes').selectOption('queues are added')
  await expect(page.getByText('8 brokers × 8 queues, 1 member; queues are added')).toBeVisible()
})

test('an endless loop in a way to share queues is ended, and the page goes on', async ({ page }) => {
  await open(page, 'allocation/')
  await page.getByRole('button', { name: 'mine 1' }).click()
  await importCode(page, FOREVER)
  await expect(page.getByText(/Line 3: allocate did not come to an end/)).toBeVisible()
  await page.getByLabel('built-in', { exact: true }).selectOption('by circle')
  await expect(figure(page, 'queues without owner')).toHaveText('0')
})

test('code of each kind is kept apart, and a link brings code that does not run before it is trusted', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, 'listener/')
  await page.getByRole('button', { name: 'mine 2' }).click()
  await importCode(page, LISTENER.replace('BODY', "sleep(700); return 'CONSUME_SUCCESS'"))
  await expect(figure(page, 'orders consumed')).toHaveText('40 of 40')
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByText('The link has been copied.')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toContain('/en/learn/strategy/listener/#k=')
  await reload(page)
  await page.getByRole('button', { name: 'mine 2' }).click()
  await expect(page.getByText('sleep(700)')).toBeVisible()
  await open(page, 'allocation/')
  await page.getByRole('button', { name: 'mine 2' }).click()
  await expect(page.getByText('Dealt out like cards')).toBeVisible()
  await page.goto(link)
  // What it is compared with runs at once.
  await expect(page.getByText('It has not run yet.')).toHaveCount(1)
  await page.getByRole('button', { name: 'Run this code' }).click()
  await expect(figure(page, 'orders consumed')).toHaveText('40 of 40')
})

test('a broken link says so, and the page begins as always', async ({ page }) => {
  for (const hash of ['#b=averagely&l=2.4.3.explodes.0&seed=1&v=1', '#b=hash&l=2.4.3.leaves.1&seed=1&v=1']) {
    await open(page, `allocation/${hash}`)
    await reload(page)
    await expect(page.getByText('The link could not be read.')).toBeVisible()
    await expect(figure(page, 'queues moved')).toHaveText('2 of 8')
  }
})

test('what a listener does is counted and listed', async ({ page }) => {
  await open(page, 'listener/')
  await page.getByRole('button', { name: 'mine 1' }).click()
  await importCode(page, LISTENER.replace('BODY', "return msgs[0].getKeys() === 'order-3' ? null : 'CONSUME_SUCCESS'"))
  await expect(figure(page, 'orders consumed')).toHaveText('39 of 40')
  await expect(figure(page, 'dead letters')).toHaveText('1')
  await expect(page.getByRole('img', { name: /orders? waits? at most|orders wait at most/ }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Calls' }).click()
  await page.getByLabel(/only those that did not succeed/).check()
  const calls = page.getByRole('region', { name: 'Calls of mine 1' }).getByRole('row')
  await expect(calls.filter({ hasText: 'RETURNNULL' })).toHaveCount(3)
})

test('the solution of an exercise passes, with its hints before it', async ({ page }) => {
  await open(page, 'allocation/')
  await page.getByRole('button', { name: 'Exercises' }).click()
  const exercise = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Stay in the room' }) })
  await exercise.getByRole('button', { name: 'Hint 1 of 2' }).click()
  await exercise.getByRole('button', { name: 'Hint 2 of 2' }).click()
  await exercise.getByRole('button', { name: 'Show a solution' }).click()
  await exercise.getByRole('button', { name: 'Put it into mine 1' }).click()
  await exercise.getByRole('button', { name: 'Check', exact: true }).click()
  await expect(exercise.getByText('It holds under 24 seeds.')).toBeVisible()
  await expect(exercise.getByText('✓ done')).toBeVisible()
})

test('results are said to those who hear the page, in both languages', async ({ page }) => {
  await open(page, 'allocation/')
  await expect(page.locator('[aria-live=polite]').filter({ hasText: /consistent hash: 2 queues move/ })).toHaveCount(1)
  await page.goto('zh/learn/strategy/listener/')
  await expect(page.locator('[aria-live=polite]').filter({ hasText: /幂等：40 个订单中消费了 40 个/ })).toHaveCount(1)
})
