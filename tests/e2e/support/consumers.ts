import { expect, type Locator, type Page } from '@playwright/test'
import { OwnPage } from './own'

interface Setup {
  readonly group?: string
  readonly topic?: string
  readonly by?: 'tags' | 'SQL92'
  readonly filter?: string
  readonly way?: string
  readonly millis?: string
  readonly outcome?: string
  readonly tries?: string
}

/** The consumers on the page of the reader's own cluster. */
export class OwnConsumers {
  readonly page: Page
  readonly own: OwnPage
  readonly section: Locator
  readonly form: Locator

  constructor(own: OwnPage) {
    this.page = own.page
    this.own = own
    this.section = own.page.getByRole('region', { name: 'Consumers', exact: true })
    this.form = this.section.getByRole('form', { name: 'Add a consumer' })
  }

  static async open(page: Page): Promise<OwnConsumers> {
    return new OwnConsumers(await OwnPage.open(page))
  }

  async fills({ group, topic, by, filter, way, millis, outcome, tries }: Setup): Promise<void> {
    const { form } = this
    if (group !== undefined) await form.getByLabel('Group').fill(group)
    if (topic !== undefined) await form.getByLabel('Topic').fill(topic)
    if (by !== undefined) await form.getByLabel('Wants messages by').selectOption({ label: by })
    if (filter !== undefined) await form.getByLabel(by ?? 'tags', { exact: true }).fill(filter)
    if (way !== undefined) await form.getByLabel('How').selectOption({ label: way })
    if (millis !== undefined) await form.getByLabel('A message takes, in ms').fill(millis)
    if (outcome !== undefined) await form.getByLabel('and ends with').selectOption({ label: outcome })
    if (tries !== undefined) await form.getByLabel('Tried again, times').fill(tries)
  }

  async adds(setup: Setup = {}): Promise<void> {
    await this.fills(setup)
    await this.form.getByRole('button', { name: 'Add' }).click()
  }

  group(name = 'billing'): Locator {
    return this.section.getByRole('region', { name: `Group ${name}` })
  }

  /** The row of a consumer. */
  member(name: string): Locator {
    return this.section.getByRole('listitem').filter({ has: this.page.getByText(name, { exact: true }) })
  }

  /** A number of a group: what it has consumed, its lag, and so on. */
  async count(which: 'consumed' | 'lag' | 'retry' | 'dead', group = 'billing'): Promise<number> {
    const text = await this.group(group).locator(`[data-count="${which}"] dd`).innerText()
    return Number(text.replace(/\D/g, ''))
  }

  async sets(name: string, millis: string, outcome: string): Promise<void> {
    const form = this.section.getByRole('form', { name: `The listener of ${name}` })
    await form.getByLabel('A message takes, in ms').fill(millis)
    await form.getByLabel('and ends with').selectOption({ label: outcome })
    await form.getByRole('button', { name: 'Set' }).click()
    await expect(form.getByText(`${millis} ms, then ${outcome}`)).toBeVisible()
  }

  async does(what: 'Shut down' | 'kill -9' | 'Start' | 'Remove', name: string): Promise<void> {
    await this.section.getByRole('button', { name: `${what}: ${name}` }).click()
  }
}
