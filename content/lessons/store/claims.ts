import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { ofType, sendsOf } from '../../../components/lesson/logic/runFacts'
import type { Mark, RunModel } from '../../../engine/worker/protocol'

const FLUSH_INTERVAL = 500_000
const FIRST_FILE = 'store/commitlog/00000000000000000000'
const LOG_FILE_SIZE = 4096
const ENTRY_SIZE = 20
const PAGE = 4096
const INDEX_HEADER_SIZE = 40

const appends = (run: RunModel): Mark[] => ofType(run.marks, 'log-append')

/** Events of a type that concern files whose path begins so. */
function onFiles(marks: readonly Mark[], type: string, path: string): Mark[] {
  return ofType(marks, type).filter(({ data }) => String(data['path']).startsWith(path))
}

/** What happens in between, without the two. */
function between(run: RunModel, from: Mark, to: Mark): Mark[] {
  return run.marks.filter(({ event }) => event > from.event && event < to.event)
}

function crash(run: RunModel): { readonly killed: Mark; readonly restarted: Mark; readonly recovered: Mark } {
  const [killed] = ofType(run.marks, 'process-killed')
  const restarted = ofType(run.marks, 'process-started').find(({ event, node }) => event > killed!.event && node === killed!.node)
  const recovered = ofType(run.marks, 'store-recovered').find(({ event }) => event > restarted!.event)
  return { killed: killed!, restarted: restarted!, recovered: recovered! }
}

/** The last record before the crash. */
function lastBefore(run: RunModel, { event }: Mark): Mark {
  return appends(run).findLast((append) => append.event < event)!
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes }: LessonClaims = {
  claims: {
    'only-in-memory': (run) => {
      const [first] = appends(run)
      const before = run.marks.filter(({ event }) => event <= first!.event)
      return first!.data['position'] === 0 && first!.data['path'] === FIRST_FILE
        && ['disk-write', 'disk-flush'].every((type) => onFiles(before, type, 'store/commitlog/').length === 0)
    },
    'twenty-bytes': (run) => {
      const entries = ofType(run.marks, 'dispatch')
      return entries.length > 1 && entries.every(({ data }) => {
        const at = Number(data['queueOffset']) * ENTRY_SIZE
        return data['length'] === ENTRY_SIZE && Number(String(data['path']).split('/').at(-1)) + Number(data['position']) === at
      })
    },
    'order-1001': (run) => appends(run)[0]!.data['keys'] === 'order-1001',
    'flushed-within-half-second': (run) => {
      const { killed } = crash(run)
      const flushes = onFiles(run.marks, 'disk-flush', 'store/commitlog/')
      const kept = appends(run).filter(({ time }) => time + FLUSH_INTERVAL < killed.time || time > killed.time)
      return kept.length > 1 && kept.every((append) => {
        const flush = flushes.find(({ time, data }) => time > append.time && data['path'] === append.data['path'])
        return flush !== undefined && flush.time - append.time < FLUSH_INTERVAL + 1000
      })
    },
    'answered-before-flush': (run) => {
      const [flush] = onFiles(run.marks, 'disk-flush', 'store/commitlog/')
      return sendsOf(run)[0]!.toTime! < flush!.time
    },
    'nine-records-fit': (run) => {
      const tenth = appends(run)[9]!
      const ninth = appends(run)[8]!
      const end = Number(ninth.data['position']) + Number(ninth.data['length'])
      const sizes = onFiles(run.marks, 'disk-created', 'store/commitlog/').map(({ data }) => data['length'])
      return sizes.length > 1 && sizes.every((size) => size === LOG_FILE_SIZE) && ninth.data['path'] === FIRST_FILE
        && end + Number(tenth.data['length']) > LOG_FILE_SIZE && tenth.data['path'] === 'store/commitlog/00000000000000004096'
    },
    'dies-right-after-append': (run) => {
      const { killed } = crash(run)
      const last = lastBefore(run, killed)
      return killed.time - last.time <= 1 && appends(run).indexOf(last) === 13
    },
    'never-dispatched': (run) => {
      const { killed, restarted } = crash(run)
      const last = lastBefore(run, killed)
      return ofType(between(run, last, restarted), 'dispatch').length === 0
        && onFiles(between(run, last, restarted), 'disk-flush', 'store/commitlog/').length === 0
    },
    'abort-lies-there': (run) => {
      const { restarted } = crash(run)
      const isAbort = ({ event, data }: Mark): boolean => event < restarted.event && data['path'] === 'store/abort'
      return ofType(run.marks, 'disk-write').some(isAbort) && !ofType(run.marks, 'disk-deleted').some(isAbort)
    },
    'all-fourteen-read': (run) => {
      const { data } = crash(run).recovered
      return data['how'] === 'abnormal' && data['from'] === FIRST_FILE && data['records'] === 14
    },
    'one-entry-missing': (run) => {
      const { restarted, recovered } = crash(run)
      return ofType(between(run, restarted, recovered), 'dispatch').length === 1
    },
    'index-made-anew': (run) => {
      const { restarted, recovered } = crash(run)
      const marks = between(run, restarted, recovered)
      return onFiles(marks, 'disk-deleted', 'store/index/').length === 1 && onFiles(marks, 'disk-created', 'store/index/').length === 1
    },
    'faults-in-new-files': (run) => {
      const { restarted, recovered } = crash(run)
      const faults = ofType(between(run, restarted, recovered), 'page-fault')
      const touched = ofType(run.marks, 'page-fault').filter(({ event }) => event < restarted.event).map(({ data }) => data['path'])
      return faults.length === 2 && faults.every(({ data }) => !touched.includes(data['path']!))
        && onFiles(faults, 'page-fault', 'store/commitlog/').length === 1 && onFiles(faults, 'page-fault', 'store/index/').length === 1
    },
    'one-page-each': (run) => {
      const files = ['commitlog', 'consumequeue', 'index'].flatMap((folder) => onFiles(run.marks, 'disk-created', `store/${folder}/`))
      return files.length > 3 && files.every(({ data }) => Number(data['length']) <= PAGE) && ofType(run.marks, 'read-ahead').length === 0
    },
    'right-behind': (run) => {
      const lost = lastBefore(run, crash(run).killed)
      const [next, ...more] = appends(run).filter(({ event }) => event > lost.event)
      const call = sendsOf(run).find(({ from, to }) => from < lost.event && lost.event < (to ?? run.events))
      return more.length === 0 && call!.outcome === 'threw' && next!.data['path'] === lost.data['path']
        && next!.data['position'] === Number(lost.data['position']) + Number(lost.data['length'])
    },
    'stored-all-the-same': (run) => {
      const lost = lastBefore(run, crash(run).killed)
      return ofType(run.marks, 'dispatch').some(({ data }) => data['physicalOffset'] === lost.data['physicalOffset'])
    },
  },
  outcomes: {
    /** Only entries at the end, header and slots and entries, or the whole file. */
    'index-bytes': async (run, files) => {
      const [, entered, next] = ofType(run.marks, 'dispatch')
      if (entered === undefined || next === undefined) return null
      const diff = (await files(entered.event, next.event)).find(({ kind }) => kind === 'index')
      if (diff === undefined || diff.ranges.length === 0) return null
      const isWhole = diff.ranges.some(({ from, to }) => from === 0 && to === diff.sizeAfter)
      return isWhole ? 2 : diff.ranges.some(({ from }) => from < INDEX_HEADER_SIZE) ? 1 : 0
    },
  },
}
