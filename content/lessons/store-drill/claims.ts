import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { ofType } from '../../../components/lesson/logic/runFacts'
import type { Mark, RunModel } from '../../../engine/worker/protocol'

const FLUSH_INTERVAL = 500_000

/** The first power cut: the appends before it, and the recovery after it. */
function firstCut(run: RunModel): { readonly cut: Mark; readonly before: readonly Mark[]; readonly recovered: Mark } {
  const [cut] = ofType(run.marks, 'power-cut')
  const before = ofType(run.marks, 'log-append').filter(({ event }) => event < cut!.event)
  const recovered = ofType(run.marks, 'store-recovered').find(({ event }) => event > cut!.event)
  return { cut: cut!, before, recovered: recovered! }
}

function logFlushes(run: RunModel): Mark[] {
  return ofType(run.marks, 'disk-flush').filter(({ data }) => String(data['path']).startsWith('store/commitlog/'))
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes }: LessonClaims = {
  claims: {
    'puts-a-message': (run) => run.calls[0]!.label.startsWith('put('),
    'acknowledged-before-flush': (run) => {
      const [first] = run.calls
      return first!.result === 'PUT_OK' && first!.toTime! < logFlushes(run)[0]!.time
    },
    'flush-came-to-two': (run) => {
      const { cut, before } = firstCut(run)
      const flushes = logFlushes(run).filter(({ event }) => event < cut.event)
      const [one, two, three, ...more] = before
      return more.length === 0 && flushes.length === 1 && flushes[0]!.time - one!.time <= FLUSH_INTERVAL
        && two!.event < flushes[0]!.event && three!.event > flushes[0]!.event
        && cut.time - two!.time > FLUSH_INTERVAL && cut.time - three!.time < 10_000
    },
    'third-is-lost': (run) => {
      const { before, recovered } = firstCut(run)
      return recovered.data['records'] === 2 && recovered.data['position'] === before[2]!.data['position']
    },
    'no-checkpoint-yet': (run) => {
      const { cut, recovered } = firstCut(run)
      const flushed = ofType(run.marks, 'disk-flush').filter(({ event, data }) => event < cut.event && data['path'] === 'store/checkpoint')
      return flushed.length === 0 && recovered.data['how'] === 'abnormal'
        && String(recovered.data['from']).endsWith('/00000000000000000000')
    },
    'shuts-down-and-shows': (run) => {
      const [last, check] = run.calls.slice(-2)
      return last!.label === 'shut-down()' && check!.label === 'check()' && check!.outcome === 'returned'
    },
  },
  outcomes: {
    /** All that was appended before the first power cut, a part of it, or nothing. */
    'left-after-power-cut': (run) => {
      const [cut] = ofType(run.marks, 'power-cut')
      const recovered = cut && ofType(run.marks, 'store-recovered').find(({ event }) => event > cut.event)
      if (cut === undefined || recovered === undefined) return null
      const before = ofType(run.marks, 'log-append').filter(({ event }) => event < cut.event).length
      const left = Number(recovered.data['records'])
      return left === 0 ? 2 : left === before ? 0 : 1
    },
  },
}
