import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { gapsBetween, ofNode, ofType, requests } from '../../../components/lesson/logic/runFacts'
import { tablesAt } from '../../../components/tables/logic/tablesAt'
import type { Mark, RunModel } from '../../../engine/worker/protocol'

const REGISTER_BROKER = 103
const SECOND = 1_000_000
const MILLI = 1000

const NAME_SERVER = 'namesrv-1'
const READ = 'ClientRequestExecutorThread_'
/** When the shops ask, in µs. */
const RUSH = 2.995 * SECOND

/** What happens to the lock on the tables of the name server with large tables. */
function lockEvents({ marks }: RunModel, mode: string, what: string): Mark[] {
  return ofType(marks, 'table-lock').filter(({ data }) => data['mode'] === mode && data['what'] === what)
}

function inTheRush(marks: readonly Mark[]): Mark[] {
  return marks.filter(({ time }) => time > RUSH && time < RUSH + SECOND)
}

function changesAt({ marks }: RunModel, node: string): Mark[] {
  return ofNode(ofType(marks, 'route-changed'), node)
}

/** Do readers hold the lock between two moments, or a writer? As the number that does so at most. */
function mostHolders(run: RunModel, mode: string): number {
  const events = inTheRush(ofType(run.marks, 'table-lock')).filter(({ data }) => data['mode'] === mode)
  let [now, most] = [0, 0]
  for (const { data } of events) {
    if (data['what'] === 'takes') now++
    if (data['what'] === 'releases') now--
    most = Math.max(most, now)
  }
  return most
}

/** The writer of the rush: when it waits, has the lock, and gives it back. */
function writer(run: RunModel): readonly [Mark, Mark, Mark] | null {
  const first = (what: string): Mark | undefined => inTheRush(lockEvents(run, 'write', what))[0]
  const [waits, takes, releases] = [first('waits'), first('takes'), first('releases')]
  return waits === undefined || takes === undefined || releases === undefined ? null : [waits, takes, releases]
}

/** The reader that comes while the writer waits. */
function fourth(run: RunModel): readonly [Mark, Mark] | null {
  const held = writer(run)
  if (held === null) return null
  const waits = lockEvents(run, 'read', 'waits').find(({ event }) => event > held[0].event && event < held[1].event)
  if (waits === undefined) return null
  const { event: from, data: { thread } } = waits
  const takes = lockEvents(run, 'read', 'takes').find(({ event, data }) => event > from && data['thread'] === thread)
  return takes === undefined ? null : [waits, takes]
}

/** The registrations of a broker at the name server, as they come in. */
function registrations({ marks, nodes }: RunModel, broker: string): Mark[] {
  const host = nodes.find(({ name }) => name === broker)?.host
  return ofNode(ofType(marks, 'frame-received'), NAME_SERVER).filter(({ data }) => {
    return data['code'] === REGISTER_BROKER && data['isResponse'] === false && String(data['from']).startsWith(`${host}:`)
  })
}

/** What changes in the tables within a tenth of a second after a registration. */
function changesAfter(run: RunModel, registration: Mark | undefined): Mark[] {
  if (registration === undefined) return []
  const { time: from } = registration
  return changesAt(run, NAME_SERVER).filter(({ time }) => time >= from && time - from < SECOND / 10)
}

/** The first route that a client hears of. */
function firstRoute({ marks }: RunModel, node: string): string {
  return String(ofNode(ofType(marks, 'route-changed'), node)[0]?.data['what'])
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'empty-before': (run) => {
      const [first] = requests(run.marks, REGISTER_BROKER)
      const { servers } = tablesAt(run, first!.event)
      const isEmpty = servers.every(({ brokers, topics }) => brokers.length + topics.length === 0)
      return servers.length === 2 && isEmpty && !servers.some(({ isDown }) => isDown)
    },
    'to-each-at-once': (run) => {
      const [one, other] = ofNode(requests(run.marks, REGISTER_BROKER), 'broker-a')
      return one!.data['to'] !== other!.data['to'] && other!.time - one!.time < 10
    },
    'all-under-the-lock': (run) => {
      const [takes, releases] = ['takes', 'releases'].map((what) => lockEvents(run, 'write', what)[0]!)
      const changes = changesAt(run, NAME_SERVER).filter(({ time }) => time < SECOND)
      return changes.length > 10 && changes.every(({ event }) => event > takes!.event && event < releases!.event)
    },
    'fourteen-topics': (run) => {
      const added = changesAt(run, NAME_SERVER).filter(({ time, data }) => time < SECOND && data['what'] === 'topic-added')
      return added.length === 14 && added.some(({ data }) => data['topic'] === 'OrderPaid')
    },
    'four-queues': (run) => {
      const added = changesAt(run, NAME_SERVER).find(({ data }) => data['topic'] === 'OrderPaid')
      return added?.data['readQueueNums'] === 4 && added.data['writeQueueNums'] === 4 && added.data['perm'] === 6
    },
    'three-read': (run) => {
      const [first] = inTheRush(lockEvents(run, 'read', 'releases'))
      const inside = inTheRush(lockEvents(run, 'read', 'takes')).filter(({ event }) => event < first!.event)
      return inside.length === 3 && inside.every(({ data }) => String(data['thread']).startsWith(READ))
    },
    'waits-for-three': (run) => {
      const [waits, takes] = writer(run)!
      const left = lockEvents(run, 'read', 'releases').filter(({ event }) => event > waits.event && event < takes.event)
      return left.length === 3 && takes.time - waits.time > 2 * MILLI
    },
    'fourth-waits': (run) => {
      const [waits, takes] = fourth(run)!
      const held = writer(run)!
      return waits.event < held[1].event && takes.event > held[2].event
    },
    alone: (run) => {
      const [, takes, releases] = writer(run)!
      const meanwhile = ofType(run.marks, 'table-lock').filter(({ event }) => event > takes.event && event < releases.event)
      const others = meanwhile.filter(({ data }) => data['what'] === 'takes')
      return others.length === 0 && releases.time - takes.time > 2.9 * MILLI && mostHolders(run, 'write') === 1
    },
    'four-at-once': (run) => {
      const [, , releases] = writer(run)!
      const reads = lockEvents(run, 'read', 'takes')
      const after = reads.filter(({ event, time }) => event > releases.event && time - releases.time < 10)
      return after.length === 4 && mostHolders(run, 'read') === 4
    },
    'sees-the-newcomer': (run) => firstRoute(run, 'shop-4') === 'broker-b, broker-a' && firstRoute(run, 'shop-1') === 'broker-a',
    'every-30': (run) => {
      const own = registrations(run, 'broker-a').filter(({ time }) => time > 5 * SECOND)
      return own.length > 1 && gapsBetween(own).every((gap) => Math.abs(gap - 30 * SECOND) < 0.1 * SECOND)
    },
    'only-the-time': (run) => {
      const last = registrations(run, 'broker-a').at(-1)
      return last !== undefined && last.time > 39 * SECOND && changesAfter(run, last).length === 0
    },
    'same-in-both': (run) => {
      const [one, other] = tablesAt(run, run.events).servers.map(({ brokers, topics }) => {
        const rows = topics.map(({ topic, parts }) => [topic, parts])
        return JSON.stringify([brokers.map(({ address }) => address).sort(), rows])
      })
      return one === other && one!.includes('broker-b')
    },
  },
  outcomes: {
    /** It goes in, or it waits behind the writer. */
    'does-the-fourth-wait': (run) => {
      const held = writer(run)
      if (held === null) return null
      const asked = inTheRush(ofType(run.marks, 'table-lock')).find(({ event, data }) => {
        return data['mode'] === 'read' && data['what'] !== 'releases' && event > held[0].event && event < held[1].event
      })
      return asked === undefined ? null : asked.data['what'] === 'waits' ? 1 : 0
    },
    /** Everything is written anew, only the time, or nothing. */
    'what-changes': (run) => {
      const last = registrations(run, 'broker-a').at(-1)
      if (last === undefined || last.time < 39 * SECOND) return null
      if (changesAfter(run, last).length > 0) return 0
      const known = tablesAt(run, run.events).servers.find(({ node }) => node === NAME_SERVER)?.brokers
      return known?.find(({ name }) => name === 'broker-a')?.heardAt === last.time ? 1 : 2
    },
  },  challenges: {
    'two-truths': {
      seeds: 20,
      judge: (run) => {
        const { servers } = tablesAt(run, run.events)
        const [one, other] = servers.map(({ brokers }) => brokers.map(({ name }) => name).sort().join())
        if (one === other) return 'same'
        return one === 'broker-a,broker-b' && other === 'broker-a' ? null : 'wrong-one'
      },
      solution: { faults: [{ atMillis: 1000, fault: { kind: 'cut-link', from: 'broker-b', to: 'namesrv-2' } }] },
      wrong: { faults: [{ atMillis: 1000, fault: { kind: 'cut-link', from: 'broker-b', to: 'namesrv-1' } }] },
    },
  },
}
