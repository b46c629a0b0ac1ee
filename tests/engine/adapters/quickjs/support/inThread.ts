import { Message } from '../../../../../engine/common/message/Message'
import { MessageQueue } from '../../../../../engine/common/message/MessageQueue'
import { Kernel } from '../../../../../engine/kernel/Kernel'
import { encodeUtf8 } from '../../../../../engine/kernel/Utf8'
import { nodeWasm } from '../../../../../engine/adapters/quickjs/nodeWasm'
import { QuickJsSandbox } from '../../../../../engine/adapters/quickjs/QuickJsSandbox'
import type { SandboxedStrategy } from '../../../../../engine/ports/Sandbox'
import { StrategyError } from '../../../../../engine/ports/Sandbox'

export const QUEUES = [0, 1, 2, 3].map((id) => new MessageQueue('TopicTest', id < 2 ? 'broker-a' : 'broker-b', id % 2))

export function message(key = 'order-1'): Message {
  const made = new Message('TopicTest', encodeUtf8('hello'))
  made.setKeys(key)
  return made
}

/** Runs something in a thread of a fresh kernel, with a fresh sandbox. */
export async function inThread<T>(body: (sandbox: QuickJsSandbox) => T, seed = 1): Promise<T> {
  const sandbox = await QuickJsSandbox.create(await nodeWasm())
  const kernel = new Kernel({ seed, epochMillis: 1_700_000_000_000 })
  const results: T[] = []
  const errors: unknown[] = []
  kernel.createProcess({ name: 'app', host: '10.0.0.1' }).spawn('main', function* () {
    try {
      results.push(body(sandbox))
    } catch (error) {
      errors.push(error)
    }
  })
  kernel.run()
  if (errors.length > 0) throw errors[0]
  return results[0]!
}

/** A strategy whose `select` has this body. */
export function selecting(body: string, head = ''): string {
  return `${head}
import type { Message, MessageQueue, MessageQueueSelector } from 'rocketmq'
export default class MyStrategy implements MessageQueueSelector {
  select(mqs: readonly MessageQueue[], msg: Message, arg: unknown): MessageQueue | null {
    ${body}
  }
}
`
}

/** What calling it leads to: the index of the queue, or the error. */
export function outcome(strategy: SandboxedStrategy, arg: unknown = 'order-1'): number | StrategyError {
  try {
    return QUEUES.indexOf(strategy.select(QUEUES, message(), arg))
  } catch (error) {
    if (error instanceof StrategyError) return error
    throw error
  }
}

/** Loads it and calls it once. */
export function outcomeOf(source: string): Promise<number | StrategyError> {
  return inThread((sandbox) => {
    try {
      return outcome(sandbox.load(source))
    } catch (error) {
      if (error instanceof StrategyError) return error
      throw error
    }
  })
}
