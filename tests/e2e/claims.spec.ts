import { expect, test } from '@playwright/test'
import { claimsOf } from '../../content/lessons/claimsOf'

test('the page of claims lists them with what the build has found, and the runs can be made anew there', async ({ page }) => {
  await page.goto('/en/claims/')
  const row = page.locator('tbody', { has: page.getByRole('link', { name: '3.6', exact: true }) })
  await expect(row).toContainText('a challenge: checked by running it')
  const { claims } = await claimsOf('send-call')
  expect(Object.keys(claims).length).toBeGreaterThan(10)
  await page.getByRole('button', { name: 'Run them all here' }).click()
  await expect(page.getByRole('status')).toHaveText(/^(\d+) of \1 sentences hold in the runs that have just been made\.$/, { timeout: 60_000 })
  await expect(page.getByText('holds (here)').first()).toBeVisible()
})

test('a claim leads to where it is made', async ({ page }) => {
  await page.goto('/zh/claims/')
  await page.getByRole('link', { name: /一次发送 · 往哪儿送/ }).first().click()
  await expect(page).toHaveURL(/\/zh\/learn\/send-call\//)
})
