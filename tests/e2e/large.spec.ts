import { expect, test, type Page } from '@playwright/test'

const OPEN = 'en/cluster/large/'

/** One of the numbers that a run shows, by its words. */
function figure(page: Page, name: string) {
  return page.locator('dl > div').filter({ has: page.getByText(name, { exact: true }) }).locator('dd')
}

async function choose(page: Page, sizes: Readonly<Record<string, number>>): Promise<void> {
  for (const [label, size] of Object.entries(sizes)) await page.getByLabel(label, { exact: true }).fill(String(size))
}

test('a cluster of the size that was chosen sends and consumes everything, and its numbers can be compared', async ({ page }) => {
  await page.goto(OPEN)
  await choose(page, { 'Brokers': 3, 'Producers': 4, 'Consumers of one group': 3, 'Messages': 402, 'Faults': 6 })
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  // Four producers send as many messages each: two more than were asked for.
  await expect(page.getByRole('status').filter({ hasText: 'The cluster has sent and consumed 404 messages' })).toBeVisible()
  await expect(figure(page, 'acknowledged')).toHaveText('404')
  await expect(figure(page, 'consumed')).toHaveText('404')
  await expect(figure(page, 'sends that failed')).toHaveText('0')
  await expect(figure(page, 'files of all brokers, in memory')).toHaveText(/^[1-9]\d* MiB$/)
  await choose(page, { 'Consumers of one group': 0, 'Messages': 100 })
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const rows = page.getByRole('table').getByRole('row')
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(1).getByRole('cell').nth(4)).toHaveText('404')
  await expect(figure(page, 'consumed')).toHaveText('0')
})

test('a large one says how far it is, can be stopped, and another one begun', async ({ page }) => {
  await page.goto(OPEN)
  await page.getByRole('button', { name: 'A million messages' }).click()
  await expect(page.getByLabel('Brokers', { exact: true })).toHaveValue('20')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(figure(page, 'acknowledged')).toHaveText(/^[1-9]/)
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Stopped.' })).toBeVisible()
  await expect.poll(() => page.workers().length).toBe(0)
  await page.getByRole('button', { name: 'As in a lesson' }).click()
  await choose(page, { 'Messages': 10 })
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(figure(page, 'consumed')).toHaveText('10')
})

test('a number that can’t be is put right, and nothing else is lost', async ({ page }) => {
  await page.goto(OPEN)
  await choose(page, { 'Queues on each': 7, 'Brokers': 1000 })
  await page.getByLabel('Producers', { exact: true }).focus()
  await expect(page.getByLabel('Brokers', { exact: true })).toHaveValue('64')
  await expect(page.getByLabel('Queues on each', { exact: true })).toHaveValue('7')
})
