import type { Locator, Page } from '@playwright/test'

/** A strategy whose `select` has this body, from line 4 on. */
export function strategy(body: string): string {
  return `import { MessageQueue, type Message } from 'rocketmq'
export default class Mine {
  select(mqs: readonly MessageQueue[], msg: Message, arg: unknown): MessageQueue | null {
    ${body}
  }
}
`
}

/** Brings code in as a file, without any editor. */
export async function importCode(page: Page, code: string): Promise<void> {
  const file = { name: 'strategy.ts', mimeType: 'text/plain', buffer: Buffer.from(code) }
  await page.locator('input[type=file]').setInputFiles(file)
}

/** The number in a row of the comparison, of the strategy whose code is shown. */
export function figure(page: Page, row: string): Locator {
  return page.getByRole('row', { name: row }).getByRole('cell').last()
}
