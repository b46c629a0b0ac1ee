/** What the traced build costs on the send path: probes off against the plain build, probes on, and re-running. */
import { loadWorkload } from './support/loadWorkload'
import { median, perSecond, print } from './support/report'

const SENDS = 20_000
const ROUNDS = 7
const EVENTS = [100_000, 1_000_000]

const plain = await loadWorkload({ name: 'bench-workload-plain' })
const traced = await loadWorkload({ name: 'bench-workload-traced', traced: true })
plain.measureSends(SENDS)
traced.measureSends(SENDS)
const ratios: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  ratios.push(traced.measureSends(SENDS).seconds / plain.measureSends(SENDS).seconds)
}
print(`traced build with probes off against the plain build: ${median(ratios).toFixed(2)}× (median of ${ROUNDS} pairs)`)
for (const [label, options] of [
  ['methods', { level: 'method' }],
  ['statements', { level: 'statement' }],
  ['statements with variables', { level: 'statement', values: 'locals' }],
] as const) {
  const sends = label === 'statements with variables' ? 1000 : 5000
  const recorder = new traced.Recorder({ ...options, maxEvents: 20_000_000 })
  const { seconds, events, bytes } = traced.measureSends(sends, recorder)
  const perSend = Math.round(events / sends)
  print(`probes on, ${label}: ${perSecond(events, seconds)} events/s, ${(bytes / events).toFixed(1)} bytes an event, ${perSend} events a send`)
}
for (const events of EVENTS) {
  const reruns = Array.from({ length: ROUNDS }, () => traced.rerunTo(events, new traced.Recorder()))
  print(`re-running to event ${events.toLocaleString('en')}: ${(median(reruns) * 1000).toFixed(0)} ms (median of ${ROUNDS})`)
}
