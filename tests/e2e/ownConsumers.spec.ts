import { expect, test } from '@playwright/test'
import { ownZh } from '../../components/i18n/zh/own'
import { OwnConsumers } from './support/consumers'

test.describe.configure({ timeout: 120_000 })

test('nobody reads a topic: a consumer is added, consumes, and comes back with the page as it was set', async ({ page }) => {
  const consumers = await OwnConsumers.open(page)
  await expect(consumers.section.getByText('Nobody reads anything yet')).toBeVisible()
  // What comes back is not lost: only what the consumer had said of it may be.
  await consumers.own.chooses('after it has flushed')
  await consumers.own.sends({ count: 8 })
  await expect(consumers.section.getByText('Nobody reads OrderPaid: add a consumer.')).toBeVisible()
  await consumers.adds({ millis: '5' })
  await expect(consumers.member('consumer-1').getByText('running')).toBeVisible()
  await expect(consumers.section.getByText(/Nobody reads/)).toHaveCount(0)
  await expect.poll(() => consumers.count('consumed')).toBe(8)
  const last = consumers.group().getByRole('region', { name: 'What the group has consumed last' })
  await expect(last.getByRole('row').filter({ hasText: 'order-7' })).toContainText('CONSUME_SUCCESS')
  await expect(consumers.group().getByRole('row').filter({ hasText: 'consumer-1' }).first()).toBeVisible()
  await consumers.sets('consumer-1', '20', 'an exception')
  await consumers.own.sends({ count: 4, keys: 'bad-{i}' })
  await expect(last.getByRole('row').filter({ hasText: 'bad-0' }).first()).toContainText('EXCEPTION')

  await page.reload()
  await consumers.own.isRunning()
  const member = consumers.member('consumer-1')
  await expect(member.getByText('running')).toBeVisible()
  await expect(member.getByText('20 ms, then an exception')).toBeVisible()
  expect(await consumers.count('consumed')).toBe(8)
})

test('bad names and bad SQL are told beside the field, and lose nothing', async ({ page }) => {
  const consumers = await OwnConsumers.open(page)
  await consumers.adds({ group: 'a group', millis: '7' })
  await expect(consumers.form.getByText(/^RocketMQ refuses this group: .*illegal characters/)).toBeVisible()
  await expect(consumers.form.getByLabel('Group')).toHaveAttribute('aria-invalid', 'true')
  await consumers.adds({ group: 'audit', by: 'SQL92', filter: 'a >' })
  await expect(consumers.form.getByText(/^This is no SQL92 that the broker understands/)).toBeVisible()
  await expect(consumers.form.getByLabel('A message takes, in ms')).toHaveValue('7')
  await consumers.fills({ millis: 'soon' })
  await expect(consumers.form.getByRole('button', { name: 'Add' })).toBeDisabled()
  await consumers.adds({ by: 'SQL92', filter: "TAGS = 'paid'", millis: '0' })
  await expect(consumers.member('consumer-1').getByText("OrderPaid, where TAGS = 'paid'; shared, concurrently")).toBeVisible()
})

test('in Chinese, on a phone, and nothing is wider than it', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('zh/cluster/')
  const section = page.getByRole('region', { name: ownZh.consumers.label, exact: true })
  await expect(page.getByText(ownZh.status.broker.running, { exact: true }).first()).toBeVisible({ timeout: 30_000 })
  await section.getByRole('button', { name: ownZh.consumers.add, exact: true }).click()
  await expect(section.getByText('consumer-1', { exact: true })).toBeVisible()
  await expect(section.getByText(ownZh.consumers.noTopic)).toBeVisible()
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(tooWide).toBe(0)
  expect(await section.innerText()).not.toMatch(/\b(consumed|lag|owner|running|nobody)\b/i)
})
