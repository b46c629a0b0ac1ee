import { expect, type Locator, type Page } from '@playwright/test'
import type { Locale } from '../../../components/i18n/locales'

interface Words {
  readonly transport: string
  readonly slider: string
  readonly prose: string
  readonly picture: string
  readonly stack: string
  readonly variables: string
}

const WORDS: Readonly<Record<Locale, Words>> = {
  en: {
    transport: 'Transport', slider: 'Position in the run', prose: 'Steps of the lesson', picture: 'Picture',
    stack: 'Call stack', variables: 'Variables',
  },
  zh: {
    transport: '播放控制', slider: '在本次运行中的位置', prose: '本课的步骤', picture: '图示',
    stack: '调用栈', variables: '变量',
  },
}

/** What the page says about the moment that it shows. */
export interface Shown {
  readonly event: number
  readonly file: string
  readonly line: number
  readonly stack: readonly string[]
  /** Virtual time in seconds. */
  readonly time: number
}

/** The lesson's page, as its reader sees it. */
export class LessonPage {
  readonly page: Page
  readonly prose: Locator
  readonly source: Locator
  readonly picture: Locator
  readonly transport: Locator
  readonly slider: Locator
  readonly stack: Locator
  readonly variables: Locator
  readonly runs: Locator
  /** The bottom of the page. It says whether a run is being made, and bears the run's hashes. */
  readonly bar: Locator
  private readonly words: Words
  /** The line that is about to run. */
  readonly litLine: Locator

  constructor(page: Page, locale: Locale = 'en') {
    const words = WORDS[locale]
    this.page = page
    this.words = words
    this.prose = page.getByRole('region', { name: words.prose })
    this.source = page.locator('#source-panel')
    this.picture = page.getByRole('region', { name: words.picture, exact: true })
    this.transport = page.getByRole('toolbar', { name: words.transport })
    // It is asked again and again until something is so, and looking for a name goes through the whole page. `isThere` has checked it.
    this.slider = page.locator('[role=slider][aria-busy]')
    this.stack = page.getByRole('region', { name: words.stack })
    this.variables = page.getByRole('region', { name: words.variables })
    this.bar = page.locator('[data-trace-hash]')
    this.runs = page.getByRole('region', { name: 'Runs' })
    this.litLine = this.source.locator('[aria-current="step"]')
  }

  /** Opens a page with a run, such as `learn/consume/`, and waits for the whole run. */
  static async open(page: Page, path: string, locale: Locale = 'en'): Promise<LessonPage> {
    await page.goto(`${locale}/${path}`)
    const lesson = new LessonPage(page, locale)
    await lesson.isThere()
    await lesson.isWhole()
    await lesson.settled()
    return lesson
  }

  /** Waits until the page is alive and shows a run. */
  async isThere(): Promise<void> {
    await expect(this.slider).toHaveAccessibleName(this.words.slider, { timeout: 60_000 })
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name })
  }

  async event(): Promise<number> {
    return Number(await this.slider.getAttribute('aria-valuenow'))
  }

  /** Waits until no other run is on its way, and source, stack and clock show the moment of the cursor. */
  async settled(): Promise<void> {
    await expect(this.slider).toHaveAttribute('aria-busy', 'false')
    await expect.poll(async () => {
      return (await this.slider.getAttribute('data-moment')) === (await this.slider.getAttribute('aria-valuenow'))
    }).toBe(true)
    await expect(this.source).toHaveAttribute('aria-busy', 'false')
    await expect(this.page.locator('[aria-busy=true] > #source-panel')).toHaveCount(0)
  }

  /** Waits until the run has been made to its end. */
  async isWhole(): Promise<void> {
    await expect(this.bar).toHaveAttribute('aria-busy', 'false')
  }

  /** A run among those that the reader has made, from 1. */
  run(number: number): Locator {
    return this.runs.getByRole('button', { name: new RegExp(`^${number} · `) })
  }

  /** Something that came of a fault, which leads to its moment. */
  consequence(text: string | RegExp): Locator {
    return this.picture.getByRole('region', { name: 'What came of it' }).getByRole('button', { name: text })
  }

  /** Does something and waits until the page shows another moment. */
  async moved(action: () => Promise<unknown>): Promise<number> {
    const before = await this.event()
    await action()
    await expect.poll(() => this.event(), { message: 'the cursor moves' }).not.toBe(before)
    await this.settled()
    return this.event()
  }

  /** Does something that leads to a place whose line is in a file with this name. */
  async movedTo(file: string, action: () => Promise<unknown>): Promise<void> {
    await action()
    await expect(this.selectedFile()).toHaveAttribute('title', new RegExp(`/${file}[.]ts$`))
    await expect(this.litLine).toBeVisible()
    await this.settled()
  }

  selectedFile(): Locator {
    return this.files().getByRole('tab', { selected: true })
  }

  /** The tab of a file on the call stack. */
  file(name: string): Locator {
    return this.files().getByRole('tab', { name, exact: true })
  }

  files(): Locator {
    return this.page.getByRole('tablist', { name: 'Files on the call stack' })
  }

  /** The first line of the file shown that has the text in it. */
  line(text: string): Locator {
    return this.source.getByRole('listitem').filter({ hasText: text }).first()
  }

  async frames(): Promise<string[]> {
    return (await this.stack.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim())
  }

  /** Virtual time in seconds. */
  async time(): Promise<number> {
    const text = (await this.slider.getAttribute('aria-valuetext')) ?? ''
    return Number(/, ([\d.\u202f]+) s/.exec(text)?.[1]?.replace('\u202f', ''))
  }

  /** The name of the node whose thread is shown. */
  node(): Promise<string> {
    const thread = this.page.getByRole('combobox', { name: 'Thread' }).locator('option:checked')
    return thread.evaluate((option) => option.closest('optgroup')?.label ?? '')
  }

  /** Steps over calls until the line that is about to run has the text in it. */
  async stepOverTo(text: string, most = 30): Promise<void> {
    for (let step = 0; step < most && !(await this.litLine.innerText()).includes(text); step++) {
      await this.moved(() => this.page.keyboard.press('Shift+ArrowRight'))
    }
    await expect(this.litLine).toContainText(text)
  }

  async shown(): Promise<Shown> {
    await this.settled()
    await expect(this.litLine).toBeVisible()
    return {
      event: await this.event(),
      file: (await this.selectedFile().getAttribute('title')) ?? '',
      line: Number(await this.litLine.getAttribute('data-line')),
      stack: await this.frames(),
      time: await this.time(),
    }
  }

  /** Goes through all steps with `j`. @returns where each of them is in the run, from the first on; they come one after the other */
  async walk(steps: ReadonlyArray<{ readonly id: string }>): Promise<readonly number[]> {
    const places = [await this.event()]
    for (const [index, { id }] of steps.entries()) {
      if (index > 0) places.push(await this.moved(() => this.page.keyboard.press('j')))
      await expect(this.activeStep()).toHaveAttribute('id', `step-${id}`)
    }
    expect(places).toEqual([...places].sort((one, other) => one - other))
    return places
  }

  /** The heading of a step of the lesson, which takes the run there. */
  step(title: string): Locator {
    return this.prose.getByRole('button', { name: new RegExp(`: ${title.replace(/[?]/g, '\\?')}$`) })
  }

  /** The section of the step that is being told. */
  activeStep(): Locator {
    return this.prose.locator('section[aria-current="step"]')
  }

  showPicture(name: string): Promise<void> {
    return this.picture.getByRole('tab', { name }).click()
  }
}

interface Opening {
  readonly hash?: string
  /** Waits for the end of the run too, and not only for what is looked at first. */
  readonly whole?: boolean
}

/** Opens the lesson and waits until its run stands where the page says. */
export async function openLesson(page: Page, { hash = '', whole = false }: Opening = {}): Promise<LessonPage> {
  await page.goto(`en/learn/send-call/${hash}`)
  const lesson = new LessonPage(page)
  await lesson.isThere()
  if (whole) await lesson.isWhole()
  await lesson.settled()
  return lesson
}

export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
}
