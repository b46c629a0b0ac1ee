import { expect, test } from '@playwright/test'
import { LessonPage } from './support/lesson'

test('a seed of the cluster drill opens on the disks of the tab, with all nodes of its cluster, and is judged', async ({ page }) => {
  await page.goto('en/learn/cluster-drill/#s=cluster-drill&seed=147&v=1')
  const lesson = new LessonPage(page, 'en')
  await lesson.isThere()
  await expect(lesson.bar).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 })
  await expect(page.getByText(/^Seed 147: .*kept/)).toBeVisible()
  await page.getByRole('tab', { name: 'Cluster', exact: true }).click()
  await expect(page.getByRole('button', { name: /^broker-a, broker/ })).toBeVisible()
  await expect(page.getByText(/could not be read|has stopped/)).toHaveCount(0)
})
