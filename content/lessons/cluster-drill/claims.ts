import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { during, ofType, requests, SEND_MESSAGE_V2 } from '../../../components/lesson/logic/runFacts'
import type { Mark, RunModel } from '../../../engine/worker/protocol'

const SECOND = 1_000_000

/** The operations of the judge, by their names. */
function operation(run: RunModel, name: string): Mark {
  return ofType(run.marks, 'drill-operation').find(({ data }) => String(data['label']).startsWith(`${name}(`))!
}

interface Cut {
  readonly master: string
  readonly cut: Mark
  /** What the master finds on its disk. */
  readonly recovered: Mark
}

/** The first power cut, which hits the master. */
function masterCut(run: RunModel): Cut {
  const [cut] = ofType(run.marks, 'power-cut')
  const recovered = ofType(run.marks, 'store-recovered').find(({ event, node }) => event > cut!.event && node === cut!.node)
  return { master: cut!.node, cut: cut!, recovered: recovered! }
}

function endOf({ data }: Mark): number {
  return Number(data['physicalOffset']) + Number(data['length'])
}

/** What the slaves have said last by then: where a log of theirs ends. Null if they have said nothing. */
function lastAck({ marks }: RunModel, { event }: Mark): number | null {
  const ack = ofType(marks, 'ha-ack').findLast((each) => each.event < event && each.data['side'] === 'sent')
  return ack === undefined ? null : Number(ack.data['offset'])
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes }: LessonClaims = {
  claims: {
    'asynchronous-master': (run) => {
      const flushes = ofType(run.marks, 'disk-flush').filter(({ node, data }) => {
        return node === masterCut(run).master && String(data['path']).startsWith('store/commitlog/')
      })
      const [append] = ofType(run.marks, 'log-append')
      return flushes[0]!.time - append!.time > 5 * SECOND && flushes[0]!.time < 11 * SECOND
    },
    'last-flush-a-second-before': (run) => {
      const { cut, master } = masterCut(run)
      const flush = ofType(run.marks, 'disk-flush').findLast(({ event, node, data }) => {
        return event < cut.event && node === master && String(data['path']).startsWith('store/commitlog/')
      })
      const gap = cut.time - flush!.time
      return gap > SECOND && gap < 1.5 * SECOND
    },
    'written-since-is-lost': (run) => {
      const { cut, master, recovered } = masterCut(run)
      const kept = ofType(run.marks, 'log-append').filter(({ event, node }) => event < cut.event && node === master)
      const lost = kept.filter((append) => endOf(append) > Number(recovered.data['position']))
      return lost.length > 1 && lost.length < kept.length && lost.every(({ time }) => cut.time - time < SECOND)
    },
    'slave-is-further': (run) => {
      const { recovered } = masterCut(run)
      const slaveCut = ofType(run.marks, 'power-cut')[1]!
      const slaveBack = ofType(run.marks, 'store-recovered').find(({ event, node }) => event > slaveCut.event && node === slaveCut.node)!
      return lastAck(run, recovered)! > Number(recovered.data['position']) && slaveCut.time - recovered.time < SECOND
        && slaveBack.data['position'] === recovered.data['position']
    },
    'repairs-link-and-clock': (run) => {
      const [from, to] = [operation(run, 'repair'), operation(run, 'rest')]
      const faults = ofType(run.marks, 'fault').filter(({ event }) => event > from.event && event < to.event)
      return faults.map(({ data }) => data['what']).join() === 'skew-clock,restore-link'
    },
    'rests-160-seconds': (run) => {
      const [from, to] = [operation(run, 'rest'), operation(run, 'probe')]
      const marks = run.marks.filter(({ event }) => event > from.event && event < to.event)
      return Math.abs(to.time - from.time - 160 * SECOND) < 1000
        && ['fault', 'log-append', 'client-call-started'].every((type) => ofType(marks, type).length === 0)
    },
    'one-try-each': (run) => {
      const [from, to] = [operation(run, 'probe'), operation(run, 'judge')]
      const sends = run.calls.filter((call) => call.from > from.event && call.from < to.event)
      return sends.length === 4 && sends.every((send) => {
        return send.result.includes('SEND_OK') && requests(during(run, send), SEND_MESSAGE_V2).length === 1
      })
    },
  },
  outcomes: {
    /** When a master is back after the first power cut: has its slave as much as it has, more, or less? */
    'how-far-the-slave': (run) => {
      const [cut] = ofType(run.marks, 'power-cut')
      const recovered = cut && ofType(run.marks, 'store-recovered').find(({ event, node }) => event > cut.event && node === cut.node)
      const reached = recovered && lastAck(run, recovered)
      if (recovered === undefined || typeof reached !== 'number') return null
      const found = Number(recovered.data['position'])
      return reached === found ? 0 : reached > found ? 1 : 2
    },
  },
}
