import { expect, test, type Page } from '@playwright/test'
import { figure, importCode } from './support/strategy'

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`en/learn/strategy/${path}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

/** A way to share queues whose `allocate` has this body, from line 4 on. */
function allocation(body: string): string {
  return `import { random, type MessageQueue } from 'rocketmq'
export default class Mine {
  allocate(group: string, cid: string, mqs: readonly MessageQueue[], cids: readonly string[]): MessageQueue[] {
    ${body}
  }
}
`
}

test('queues are shared: what moves is counted and drawn, and one’s own code runs', async ({ page }) => {
  await open(page, 'allocation/')
  await expect(page.getByRole('row', { name: 'queues moved' }).getByRole('cell').first()).toHaveText('3 of 8')
  const matrix = page.getByRole('region', { name: /^compared, averagely: who has/ }).getByRole('table')
  await expect(matrix.getByRole('row', { name: 'a 3' })).toContainText('gives it up')
  await expect(page.getByText('a 3: c02 → c01').first()).toBeVisible()

  await page.getByLabel('what changes').selectOption('a member sees an old list')
  await expect(page.getByRole('row', { name: 'queues with two owners' }).getByRole('cell').first()).not.toHaveText('0')

  await page.getByRole('button', { name: 'mine 1' }).click()
  await importCode(page, allocation('return mqs.filter(() => random.nextInt(2) === 0)'))
  await expect(figure(page, 'queues without owner')).not.toHaveText('0')
  await importCode(page, allocation('throw new Error("no")'))
  await expect(page.getByText('Line 4: allocate threw Error: no.')).toBeVisible()
})

test('a listener runs in a cluster: what comes twice is billed twice, and an exercise says so', async ({ page }) => {
  await open(page, 'listener/')
  const row = (name: string) => page.getByRole('row', { name }).getByRole('cell')
  await expect(row('billed more than once').first()).not.toHaveText('0')
  await expect(row('billed more than once').last()).toHaveText('0')

  await page.getByRole('button', { name: 'mine 1' }).click()
  await importCode(page, `import { MessageListenerConcurrently } from 'rocketmq'
export default class Mine extends MessageListenerConcurrently {
  consumeMessage() {
    return 'DONE'
  }
}`)
  await expect(page.getByText(/consumeMessage must return a status or null/)).toBeVisible()
  await page.getByRole('button', { name: 'Exercises' }).click()
  await page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Billed once' }) }).getByRole('button', { name: 'Check' }).click()
  await expect(page.getByText(/Under seed 1 it does not hold: an order was never billed/)).toBeVisible()
  await page.getByRole('button', { name: 'Show the smallest run that shows why' }).click()
  await expect(page.getByText('1 order, 1 queue, 2 consumers × 4 threads; a consumer is killed')).toBeVisible()
})

test('each kind of code has an address of its own, with the other two beside it', async ({ page }) => {
  await open(page, '')
  const kinds = page.getByRole('navigation', { name: 'What you write' })
  await kinds.getByRole('link', { name: 'share the queues' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('which queue')
  await kinds.getByRole('link', { name: 'consume' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('after you get it')
  await expect(kinds.getByRole('link', { name: 'consume' })).toHaveAttribute('aria-current', 'page')
  await expect(page).toHaveURL(/learn\/strategy\/listener\/$/)
})
