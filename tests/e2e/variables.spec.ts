import { expect, test, type Locator } from '@playwright/test'
import { openLesson } from './support/lesson'

/** The line of a variable or of something in it. */
function lineOf(within: Locator, name: string): Locator {
  return within.getByRole('treeitem').filter({ has: within.page().getByRole('button', { name, exact: true }) }).last()
}

test('variables open as deep as one likes, stay open from step to step, and say what is left out', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('where to?').click())
  const { variables } = lesson
  for (const name of ['this', 'mQClientFactory', 'mQClientAPIImpl', 'remotingClient']) {
    await lineOf(variables, name).getByRole('button', { name, exact: true }).first().click()
  }
  await expect(lineOf(variables, 'remotingClient').getByText('responseTable', { exact: true })).toBeVisible()
  await lesson.moved(() => lesson.button('Step over the call').click())
  await expect(lineOf(variables, 'remotingClient').getByText('responseTable', { exact: true })).toBeVisible()
  await expect(variables.locator('[aria-busy=false]')).toHaveCount(1)

  // Closing a value closes what is in it.
  await lineOf(variables, 'mQClientFactory').getByRole('button', { name: 'mQClientFactory', exact: true }).click()
  await expect(variables.getByText('responseTable', { exact: true })).toHaveCount(0)
})

test('bytes are shown as hex and text, and an object is the same one everywhere', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('where to?').click())
  const { variables } = lesson
  // Those of a call that waits, further up the stack.
  await lesson.stack.getByRole('button', { name: /sendDefaultImpl/ }).first().click()
  for (const name of ['msg', 'body']) await variables.getByRole('button', { name, exact: true }).click()
  await expect(variables.getByText(/^7b 22 6f 72 64 65 72 49 64 .*[{]"orderId/)).toBeVisible()

  await variables.getByRole('button', { name: 'this', exact: true }).click()
  await variables.getByRole('button', { name: 'defaultMQProducer', exact: true }).click()
  const number = variables.getByRole('button', { name: /^#\d+$/ }).first()
  await expect(variables.getByRole('button', { name: 'defaultMQProducerImpl', exact: true })).toBeVisible()
  await number.click()
  await expect(number).toHaveAttribute('aria-pressed', 'true')
  await expect(variables.locator('[data-same]')).toHaveCount(2)
})
