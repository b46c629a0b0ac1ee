import type { BuiltIn } from './BuiltIn'
import { highlightCode } from './highlightCode'

/** The listeners that are there from the start. They are the application's business, so the engine has none. */
const LISTENERS: Readonly<Record<string, string>> = {
  'trusting': `import type { ConsumeConcurrentlyContext, MessageExt } from 'rocketmq'
import { bill, ConsumeConcurrentlyStatus, MessageListenerConcurrently } from 'rocketmq'

/** Bills each message, and trusts that each comes once and makes sense. What throws comes again. */
export default class Trusting extends MessageListenerConcurrently {
  consumeMessage(msgs: readonly MessageExt[], context: ConsumeConcurrentlyContext): ConsumeConcurrentlyStatus {
    for (const msg of msgs) {
      const { order } = JSON.parse(String.fromCharCode(...(msg.body ?? [])))
      bill(order)
    }
    return ConsumeConcurrentlyStatus.CONSUME_SUCCESS
  }
}
`,
  'idempotent': `import type { ConsumeConcurrentlyContext, MessageExt } from 'rocketmq'
import { bill, ConsumeConcurrentlyStatus, database, MessageListenerConcurrently } from 'rocketmq'

/** Looks into the database before it bills. */
export default class Idempotent extends MessageListenerConcurrently {
  consumeMessage(msgs: readonly MessageExt[], context: ConsumeConcurrentlyContext): ConsumeConcurrentlyStatus {
    for (const msg of msgs) {
      const order = msg.getKeys() ?? ''
      if (database.get(order) !== null) continue
      bill(order)
      database.put(order, 'billed')
    }
    return ConsumeConcurrentlyStatus.CONSUME_SUCCESS
  }
}
`,
  'slow-bank': `import type { ConsumeConcurrentlyContext, MessageExt } from 'rocketmq'
import { bill, ConsumeConcurrentlyStatus, MessageListenerConcurrently, sleep } from 'rocketmq'

/** Waits for the bank, as long as the message says. Meanwhile its thread does nothing else. */
export default class SlowBank extends MessageListenerConcurrently {
  consumeMessage(msgs: readonly MessageExt[], context: ConsumeConcurrentlyContext): ConsumeConcurrentlyStatus {
    for (const msg of msgs) {
      const { order, bankMillis } = JSON.parse(String.fromCharCode(...(msg.body ?? [])))
      sleep(bankMillis)
      bill(order)
    }
    return ConsumeConcurrentlyStatus.CONSUME_SUCCESS
  }
}
`,
  'in-order': `import type { ConsumeOrderlyContext, MessageExt } from 'rocketmq'
import { bill, ConsumeOrderlyStatus, MessageListenerOrderly } from 'rocketmq'

/** Keeps the order of each queue. A message that fails is tried again after a second, and its queue waits for it. */
export default class InOrder extends MessageListenerOrderly {
  consumeMessage(msgs: readonly MessageExt[], context: ConsumeOrderlyContext): ConsumeOrderlyStatus {
    for (const msg of msgs) {
      try {
        const { order } = JSON.parse(String.fromCharCode(...(msg.body ?? [])))
        bill(order)
      } catch {
        return ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT
      }
    }
    return ConsumeOrderlyStatus.SUCCESS
  }
}
`,
}

export const LISTENER_BUILT_INS: readonly BuiltIn[] = Object.entries(LISTENERS).map(([name, code]) => {
  return { name, file: '', lines: highlightCode(code), code }
})
