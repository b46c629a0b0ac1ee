/** Writing a strategy in Chromium: from a key press to new charts, and how long the page stands still meanwhile. */
import type { Page } from '@playwright/test'
import { nodeWasm } from '../../engine/adapters/quickjs/nodeWasm'
import { QuickJsSandbox } from '../../engine/adapters/quickjs/QuickJsSandbox'
import { Message } from '../../engine/common/message/Message'
import { MessageQueue } from '../../engine/common/message/MessageQueue'
import { Kernel } from '../../engine/kernel/Kernel'
import { encodeUtf8 } from '../../engine/kernel/Utf8'
import { median, print } from './support/report'
import { openSite } from './support/site'

const LOADS = [1000, 10_000]
/** Hostile strategies have a whole run each. */
const HOSTILE_MESSAGES = 1000
const PRESSES = 8
const BARE_RUNS = 3

const strategy = (body: string): string => `import { MessageQueue, type Message } from 'rocketmq'
export default class Mine {
  select(mqs: readonly MessageQueue[], msg: Message, arg: unknown): MessageQueue | null {
    ${body}
  }
}
`

const HOSTILE: Readonly<Record<string, string>> = {
  'throws': "throw new Error('no')",
  'never ends': 'while (true) {}',
  'calls itself for ever': 'return this.select(mqs, msg, arg)',
  'wants all memory': 'const all = []; for (;;) all.push(new Array(10000).fill(1))',
  'wants a huge text': "let text = 'x'; for (;;) text += text",
  'returns a number': 'return 1 as never',
}

const site = await openSite()
try {
  const page = await site.browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${site.address}/en/learn/strategy/`)
  await page.getByText('nothing happens').first().click()
  await page.getByRole('button', { name: 'mine 1' }).click()
  await watchStalls(page)
  await page.getByRole('button', { name: 'Open the editor' }).click()
  for (const messages of LOADS) {
    const [pressed, bare] = [await measureTyping(page, messages), await bareCalls(messages)]
    print(`  ${(pressed / bare).toFixed(1)}× as many bare calls of the sandbox, one by one, in Node: ${bare.toFixed(0)} ms`)
  }
  await page.getByLabel('messages').first().fill(String(HOSTILE_MESSAGES))
  for (const [name, body] of Object.entries(HOSTILE)) await measureHostile(page, name, body)
} finally {
  await site.close()
}

/** The longest time between two turns of the page's own thread. */
async function watchStalls(page: Page): Promise<void> {
  await page.evaluate(() => {
    const state = { longest: 0 }
    Object.assign(window, { stalls: state })
    let last = performance.now()
    const channel = new MessageChannel()
    channel.port1.onmessage = () => {
      const now = performance.now()
      state.longest = Math.max(state.longest, now - last)
      last = now
      setTimeout(() => {
        last = performance.now()
        channel.port2.postMessage(null)
      }, 4)
    }
    channel.port2.postMessage(null)
    // Timers are late when the page stands still: what they are late by counts as well.
    setInterval(() => undefined, 4)
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) state.longest = Math.max(state.longest, duration)
    }).observe({ type: 'longtask', buffered: false })
  })
}

async function longestStall(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { stalls } = window as unknown as { stalls: { longest: number } }
    const { longest } = stalls
    stalls.longest = 0
    return longest
  })
}

/** In the page: notes when a key is pressed. Awaited before it is, as keys and scripts come to the page on different ways. */
function listenFor(key: string): void {
  const down = (event: KeyboardEvent): void => {
    if (event.key !== key) return
    Object.assign(window, { pressed: performance.now() })
    removeEventListener('keydown', down, { capture: true })
  }
  addEventListener('keydown', down, { capture: true })
}

/** In the page: ms from the key to the chart in which one queue has all messages. */
async function arrival({ queue, messages }: { queue: number; messages: string }): Promise<number> {
  await new Promise<void>((resolve) => {
    const look = (): void => {
      const charts = [...document.querySelectorAll('svg[aria-label*="queues"]')]
      const bars = [...(charts.at(-1)?.querySelectorAll('text') ?? [])].map(({ textContent }) => textContent)
      if (bars[queue] === messages) resolve()
      else requestAnimationFrame(look)
    }
    look()
  })
  return performance.now() - (window as unknown as { pressed: number }).pressed
}

/** The peer: ms that a strategy takes to be asked for so many queues, with nothing around it. */
async function bareCalls(messages: number): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < BARE_RUNS; run++) {
    const sandbox = await QuickJsSandbox.create(await nodeWasm())
    const mqs = Array.from({ length: 8 }, (_, queue) => new MessageQueue('OrderPaid', 'room1-broker-a', queue))
    const message = new Message('OrderPaid', encodeUtf8('{"order":1}'))
    message.setKeys('order-1')
    const kernel = new Kernel({ seed: 1 })
    kernel.createProcess({ name: 'bare', host: '' }).spawn('main', function* () {
      const loaded = sandbox.load(strategy('return mqs[0] ?? null'))
      const start = performance.now()
      for (let call = 0; call < messages; call++) loaded.select(mqs, message, 'order-1')
      times.push(performance.now() - start)
    })
    kernel.run()
  }
  return median(times)
}

/** Puts the number of a queue behind `mqs[`, and waits until that queue has all messages. @returns the median, in ms */
async function measureTyping(page: Page, messages: number): Promise<number> {
  await page.getByLabel('messages').first().fill(String(messages))
  await importCode(page, strategy('return mqs[0] ?? null'))
  await page.getByRole('row', { name: 'stored' }).getByRole('cell').last().getByText(String(messages), { exact: true }).waitFor()
  await page.locator('.monaco-editor .view-line').first().waitFor()
  await page.locator('.monaco-editor .view-line').nth(3).getByText('0', { exact: true }).dblclick()
  await page.keyboard.press('ArrowRight')
  await page.waitForTimeout(3000)
  await longestStall(page)
  const times: number[] = []
  for (let press = 1; press <= PRESSES; press++) {
    const queue = press % 8
    await page.evaluate(listenFor, String(queue))
    await page.keyboard.press('Backspace')
    await page.keyboard.type(String(queue))
    times.push(await page.evaluate(arrival, { queue, messages: String(messages) }))
  }
  print(`from a key press to new charts, ${messages} messages: ${median(times).toFixed(0)} ms median of ${PRESSES}`)
  print(`  longest stall of the page while typing: ${(await longestStall(page)).toFixed(0)} ms`)
  return median(times)
}

async function importCode(page: Page, code: string): Promise<void> {
  const file = { name: 'strategy.ts', mimeType: 'text/plain', buffer: Buffer.from(code) }
  await page.locator('input[type=file]').setInputFiles(file)
}

async function measureHostile(page: Page, name: string, body: string): Promise<void> {
  const failed = page.getByRole('row', { name: 'failed' }).getByRole('cell').last()
  await importCode(page, strategy('return mqs[0] ?? null'))
  await failed.getByText('0', { exact: true }).waitFor()
  await longestStall(page)
  const start = performance.now()
  await importCode(page, strategy(body))
  await failed.getByText(String(HOSTILE_MESSAGES), { exact: true }).waitFor()
  const took = performance.now() - start
  print(`  a strategy that ${name}: told after ${took.toFixed(0)} ms, longest stall ${(await longestStall(page)).toFixed(0)} ms`)
}
