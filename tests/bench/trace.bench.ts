/** What the traced build costs on the send path: probes off against the plain build, probes on, and re-running. */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { median, perSecond, print } from './support/report'
import type * as workload from './support/sendWorkload'

type Workload = typeof workload
type Bundler = (entry: string, options: { name: string; traced: boolean }) => Promise<string>

const SENDS = 20_000
const ROUNDS = 7
const EVENTS = 100_000

async function load(traced: boolean): Promise<Workload> {
  const bundler = pathToFileURL(path.resolve('.ci/support/bundle.mjs')).href
  const { bundleForNode } = (await import(bundler)) as { bundleForNode: Bundler }
  const name = traced ? 'bench-workload-traced' : 'bench-workload-plain'
  return (await import(pathToFileURL(await bundleForNode('tests/bench/support/sendWorkload.ts', { name, traced })).href)) as Workload
}

const plain = await load(false)
const traced = await load(true)
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
const reruns = Array.from({ length: ROUNDS }, () => traced.rerunTo(EVENTS, new traced.Recorder()))
print(`re-running to event ${EVENTS.toLocaleString('en')}: ${(median(reruns) * 1000).toFixed(0)} ms (median of ${ROUNDS})`)
