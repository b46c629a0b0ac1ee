/** From the send to the committed offset: plain build, disk in memory; and how it grows. The peer is a send that nobody consumes. */
import { type Flow, measureFlow } from './support/flowWorkload'
import { median, perSecond, print } from './support/report'
import { measureSends } from './support/sendWorkload'

const RUNS = 3
const BASE: Flow = { messages: 10_000, queues: 4, groups: 1, members: 1, isBacklog: false }

/** Seconds for each message that a group consumes. */
function perMessage(change: Partial<Flow>): number {
  const flow = { ...BASE, ...change }
  return median(Array.from({ length: RUNS }, () => measureFlow(flow))) / flow.messages / flow.groups
}

for (let round = 0; round < RUNS; round++) measureFlow(BASE)
const base = perMessage({})
const send = median(Array.from({ length: RUNS }, () => measureSends(BASE.messages).seconds)) / BASE.messages
print(`send, store, pull, consume, commit: ${perSecond(1, base)} messages/s, ${(base / send).toFixed(2)}× a send that nobody consumes`)
const growth: ReadonlyArray<readonly [string, ReadonlyArray<Partial<Flow>>]> = [
  ['messages', [{ messages: 1000 }, { messages: 100_000 }]],
  ['queues', [{ queues: 16 }, { queues: 64 }]],
  ['groups', [{ groups: 4 }, { groups: 16 }]],
  ['members', [{ queues: 64, members: 4 }, { queues: 64, members: 32 }]],
  ['backlog', [{ isBacklog: true, messages: 1000 }, { isBacklog: true, messages: 10_000 }, { isBacklog: true, messages: 100_000 }]],
]
for (const [name, changes] of growth) {
  const costs = changes.map((change) => {
    const { [name as keyof Flow]: value = '' } = change
    const size = name === 'backlog' ? change.messages : value
    // What it is compared with is measured beside it: a machine is not always equally fast.
    return `${size}: ${(perMessage(change) / perMessage({})).toFixed(2)}×`
  })
  print(`  a message with more ${name}, against the one above: ${costs.join(', ')}`)
}
