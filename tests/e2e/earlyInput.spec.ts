import { expect, test, type Page } from '@playwright/test'
import { encodeLink } from '../../components/stepper/logic/url'
import { attemptedRun } from '../../content/ownRun'
import { CHALLENGES } from '../content/support/challenges'
import { holdScripts } from './support/heldScripts'

async function open(page: Page, address: string): Promise<() => void> {
  const release = await holdScripts(page)
  await page.goto(address, { waitUntil: 'commit' })
  await expect(page.locator('main')).toBeVisible()
  return release
}

test('an answer that is typed before the page is alive is kept, and checked', async ({ page }) => {
  const [name, scenario, { solution }] = CHALLENGES.find(([, , each]) => each.solution.answer !== undefined)!
  const [lesson, id] = name.split('/')
  const { key } = await attemptedRun(scenario, solution)
  const release = await open(page, `en/learn/${lesson}/#${encodeLink({ key, cursor: null })}`)
  const card = page.locator(`#challenge-${id}`)
  await card.getByRole('textbox').fill(solution.answer!)
  release()
  await card.locator('button[type=submit]').click()
  await expect(card).toHaveAttribute('data-revealed', 'true')
  await expect(card.getByRole('textbox')).toHaveValue(solution.answer!)
})

test('a language that is chosen before the page is alive is kept, and the moment with it', async ({ page, baseURL }) => {
  const release = await open(page, 'en/learn/send-call/#step-facade')
  await page.getByRole('link', { name: '中文' }).click()
  await expect(page).toHaveURL(`${baseURL}zh/learn/send-call/#step-facade`)
  release()
  await page.goto('')
  await expect(page).toHaveURL(`${baseURL}zh/`)
})

test('the link to the content leaves the address alone before the page is alive', async ({ page, baseURL }) => {
  await open(page, 'en/learn/send-call/#step-facade')
  // With a fragment, the Tab key goes on from what the fragment names.
  await page.locator('a[href="#content"]').focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('#content')).toBeFocused()
  await expect(page).toHaveURL(`${baseURL}en/learn/send-call/#step-facade`)
})

test('what has the focus before the page is alive hears of it', async ({ page }) => {
  const release = await open(page, 'en/source/')
  await page.getByRole('link', { name: /^broker: \d+ files$/ }).focus()
  release()
  await expect(page.locator('path[data-state="lit"]')).not.toHaveCount(0)
})

test('a button that is pressed before the page is alive does its work once', async ({ page }) => {
  const release = await open(page, 'en/learn/strategy/')
  const slot = page.getByRole('button', { name: 'mine 1' })
  await slot.click()
  await slot.click()
  release()
  await expect(page.locator('input[type=file]')).toHaveCount(1)
  await expect(slot).toHaveAttribute('aria-pressed', 'true')
})

test('a form that is sent before the page is alive is sent once', async ({ page }) => {
  const release = await open(page, 'en/cluster/large/')
  await page.getByLabel('Messages', { exact: true }).fill('10')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  release()
  // Sent twice, it would stop what it has begun.
  await expect(page.getByRole('status').filter({ hasText: 'The cluster has sent and consumed 10 messages' })).toBeVisible()
})

test('what is ticked and chosen before the page is alive is taken', async ({ page }) => {
  const release = await open(page, 'en/patterns/facade/')
  const lab = page.locator('div:has(> fieldset select)').first()
  const box = lab.getByRole('checkbox').first()
  const isTicked = await box.isChecked()
  await box.click()
  const list = lab.getByRole('combobox').first()
  await list.selectOption({ index: 1 })
  const chosen = await list.inputValue()
  const accident = lab.getByRole('radio').last()
  await accident.click()
  release()
  await expect(lab.getByRole('table')).toBeVisible()
  await expect(box).toBeChecked({ checked: !isTicked })
  await expect(list).toHaveValue(chosen)
  await expect(accident).toBeChecked()
})

test('what can’t be is put right in a field that was left before the page is alive', async ({ page }) => {
  const release = await open(page, 'en/learn/strategy/allocation/')
  const queues = page.getByLabel('queues on each', { exact: true })
  await queues.fill('99')
  await queues.blur()
  release()
  await expect(queues).toHaveValue('32')
})
