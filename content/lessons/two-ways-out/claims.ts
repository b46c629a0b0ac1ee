import type { LessonClaims } from '../../../components/lesson/logic/claims'
import {
  between, during, gapsBetween, ofNode, ofType, requests, SEND_MESSAGE_V2, sendsOf, sendsWithKeys, storedIn,
} from '../../../components/lesson/logic/runFacts'
import type { ClientCall, Mark, RunModel } from '../../../engine/worker/protocol'

const REGISTER_BROKER = 103
const SECOND = 1_000_000
const MILLI = 1000

const NAME_SERVER = 'namesrv'
const CLIENT = 'order-service'
const KILLED = 'broker-c'
const SILENT = 'broker-b'
const SURVIVOR = 'broker-a'
/** What says of a process that it lives no longer. */
const ENDS: ReadonlySet<unknown> = new Set(['process-exited', 'process-killed', 'power-cut'])

function addressOf({ nodes }: RunModel, node: string): string {
  return nodes.find(({ name }) => name === node)?.address ?? ''
}

function isOn({ nodes }: RunModel, node: string, address: unknown): boolean {
  const host = nodes.find(({ name }) => name === node)?.host
  return host !== undefined && String(address).startsWith(`${host}:`)
}

/** When the name server strikes a broker from its tables. */
function removalOf({ marks }: RunModel, broker: string): Mark | undefined {
  return ofNode(ofType(marks, 'route-changed'), NAME_SERVER).find(({ data }) => {
    return data['what'] === 'broker-removed' && data['brokerName'] === broker
  })
}

function lossOf(run: RunModel, broker: string): Mark | undefined {
  return ofNode(ofType(run.marks, 'process-killed'), broker)[0]
}

/** The topics that lose their queues on a broker with it, in order; of its own topics the name of the broker is left out. */
function topicsCleaned(run: RunModel, broker: string): string[] {
  const removal = removalOf(run, broker)
  if (removal === undefined) return []
  const changes = ofNode(ofType(run.marks, 'route-changed'), NAME_SERVER).filter(({ time }) => time === removal.time)
  return changes.slice(1).map(({ data }) => `${String(data['what'])} ${String(data['topic']).replaceAll(broker, '*')}`).sort()
}

/** The brokers of the producer's route, each time that it changes. */
function routesOf({ marks }: RunModel): Array<{ readonly mark: Mark; readonly brokers: readonly string[] }> {
  const changes = ofNode(ofType(marks, 'route-changed'), CLIENT).filter(({ data }) => data['topic'] === 'OrderPaid')
  return changes.map((mark) => ({ mark, brokers: String(mark.data['what']).split(', ') }))
}

/** When the producer hears that a broker is gone. */
function heardOf(run: RunModel, broker: string): Mark | undefined {
  const known = routesOf(run)
  const isLast = (index: number): boolean => known[index - 1]?.brokers.includes(broker) === true
  return known.find(({ brokers }, index) => isLast(index) && !brokers.includes(broker))?.mark
}

function lasted({ fromTime, toTime }: ClientCall): number {
  return toTime === null ? NaN : toTime - fromTime
}

/** Brokers that a call has sent a message to, or tried to connect to. */
function triedIn(run: RunModel, call: ClientCall): string[] {
  const marks = ofNode(during(run, call), CLIENT)
  const to = [...requests(marks, SEND_MESSAGE_V2), ...ofType(marks, 'connection-refused'), ...ofType(marks, 'connection-timed-out')]
  const addresses = to.sort((one, other) => one.event - other.event).map(({ data }) => data['to'])
  return addresses.map((address) => run.nodes.find((node) => node.address === address)?.name ?? '')
}

/** A send that got no answer within its time, and whose time is over. */
function isLost(call: ClientCall | undefined): boolean {
  return call?.outcome === 'threw' && Math.abs(lasted(call) - 3 * SECOND) < 10 * MILLI
}

function scans({ marks }: RunModel): Mark[] {
  return ofNode(ofType(marks, 'timer-fired'), NAME_SERVER).filter(({ data }) => data['label'] === 'scan for silent brokers')
}

/** The last time that a broker registers. */
function lastWord(run: RunModel, broker: string): Mark | undefined {
  return ofNode(ofType(run.marks, 'frame-received'), NAME_SERVER).findLast(({ data }) => {
    return data['code'] === REGISTER_BROKER && isOn(run, broker, data['from'])
  })
}

/** At once, at the next registration that doesn't come, or after two minutes. */
function whenStruck(run: RunModel, broker: string): number | null {
  const wait = between(lossOf(run, broker), removalOf(run, broker))
  if (Number.isNaN(wait)) return null
  return wait < SECOND ? 0 : wait < 40 * SECOND ? 1 : 2
}

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'all-three-answer': (run) => {
      const used = sendsOf(run).slice(0, 8).map((send) => storedIn(send)?.broker)
      return ['broker-a', SILENT, KILLED].every((broker) => used.includes(broker)) && !used.includes(undefined)
    },
    'registers-every-30': (run) => {
      const own = ofNode(requests(run.marks, REGISTER_BROKER), 'broker-a').filter(({ time }) => time > 5 * SECOND)
      return own.length > 3 && gapsBetween(own).every((gap) => Math.abs(gap - 30 * SECOND) < 0.1 * SECOND)
    },
    'scan-every-5': (run) => {
      const gaps = gapsBetween(scans(run))
      return gaps.length > 20 && gaps.every((gap) => Math.abs(gap - 5 * SECOND) < MILLI)
    },
    'in-two-seconds': (run) => {
      const [first] = sendsOf(run)
      const wait = (broker: string): number => lossOf(run, broker)!.time - first!.fromTime
      return [KILLED, SILENT].every((broker) => Math.abs(wait(broker) - 2 * SECOND) < MILLI)
    },
    'same-instant': (run) => lossOf(run, KILLED)!.time === lossOf(run, SILENT)!.time,
    'struck-at-once': (run) => between(lossOf(run, KILLED), removalOf(run, KILLED)) < 0.3 * MILLI,
    'same-clean-up': (run) => {
      const cleaned = topicsCleaned(run, KILLED)
      return cleaned.length > 10 && cleaned.join() === topicsCleaned(run, SILENT).join()
    },
    'goes-into-the-void': (run) => {
      const call = sendsWithKeys(run, 'order-2002')[0]
      const [sent] = requests(during(run, call!), SEND_MESSAGE_V2)
      const isLate = call!.fromTime > lossOf(run, SILENT)!.time + 2 * SECOND
      return isLate && sent?.data['to'] === addressOf(run, SILENT) && ofType(during(run, call!), 'connection-opened').length === 0
    },
    'three-seconds-for-nothing': (run) => isLost(sendsWithKeys(run, 'order-2002')[0]),
    'no-second-try': (run) => triedIn(run, sendsWithKeys(run, 'order-2002')[0]!).join() === SILENT,
    'refused-and-retried': (run) => {
      const call = sendsWithKeys(run, 'order-2003')[0]!
      return triedIn(run, call).join() === `${KILLED},broker-a` && storedIn(call)?.broker === 'broker-a' && lasted(call) < MILLI
    },
    'nineteen-seconds': (run) => Math.round(between(removalOf(run, KILLED), heardOf(run, KILLED)) / SECOND) === 19,
    'still-in-the-route': (run) => {
      const heard = heardOf(run, KILLED)
      return routesOf(run).find(({ mark }) => mark === heard)?.brokers.includes(SILENT) === true
    },
    'not-a-word': (run) => {
      const [loss, removal] = [lossOf(run, SILENT), removalOf(run, SILENT)]
      if (loss === undefined || removal === undefined) return false
      const heard = ofNode(run.marks, NAME_SERVER).filter(({ data, event }) => {
        const isFromIt = [data['peer'], data['from']].some((address) => isOn(run, SILENT, address))
        return isFromIt && event > loss.event && event < removal.event
      })
      return heard.every(({ data, time }) => data['type'] === 'connection-closed' && removal.time - time < MILLI)
    },
    'silent-for-two-minutes': (run) => {
      const silence = between(lastWord(run, SILENT), removalOf(run, SILENT))
      return silence > 120 * SECOND && silence < 120.1 * SECOND
    },
    'found-by-the-scan': (run) => {
      const removal = removalOf(run, SILENT)
      return removal !== undefined && scans(run).some(({ time }) => removal.time >= time && removal.time - time < MILLI)
    },
    'twenty-one-seconds': (run) => Math.round(between(removalOf(run, SILENT), heardOf(run, SILENT)) / SECOND) === 21,
    'one-more-lost': (run) => {
      const call = sendsWithKeys(run, 'order-3002')[0]
      const since = call!.fromTime - removalOf(run, SILENT)!.time
      return isLost(call) && Math.round(since / (10 * SECOND)) === 2 && triedIn(run, call!).join() === SILENT
    },
    'three-lost': (run) => {
      const lost = sendsOf(run).filter((send) => send.outcome === 'threw')
      return lost.length === 3 && lost.every((send) => isLost(send) && triedIn(run, send).join() === SILENT)
    },
    'two-minutes-and-nineteen': (run) => Math.round(between(lossOf(run, SILENT), heardOf(run, SILENT)) / SECOND) === 139,
    'only-one-left': (run) => {
      const last = sendsOf(run).at(-1)!
      return routesOf(run).at(-1)?.brokers.join() === 'broker-a' && storedIn(last)?.broker === 'broker-a' && lasted(last) < MILLI
    },
  },
  outcomes: {
    'killed-broker': (run) => whenStruck(run, KILLED),
    'silent-broker': (run) => whenStruck(run, SILENT),
    /** The broker tells its clients, they find it out as before, or only after two minutes. */
    'proper-shutdown': (run) => {
      const shutdown = ofType(run.marks, 'fault').find(({ data }) => data['what'] === 'shutdown' && data['target'] === KILLED)
      const heard = heardOf(run, KILLED)
      if (shutdown === undefined || heard === undefined || heard.event < shutdown.event) return null
      const wait = heard.time - shutdown.time
      return wait < SECOND ? 0 : wait < 31 * SECOND ? 1 : 2
    },
  },  challenges: {
    'struck-off-alive': {
      seeds: 20,
      judge: (run) => {
        const removal = removalOf(run, SURVIVOR)
        if (removal === undefined) return 'still-known'
        if (ofNode(run.marks, SURVIVOR).some(({ data }) => ENDS.has(data['type']))) return 'not-running'
        const stored = ofNode(ofType(run.marks, 'log-append'), SURVIVOR).some(({ event }) => event > removal.event)
        return stored ? null : 'nothing-stored'
      },
      solution: { faults: [{ atMillis: 11_000, fault: { kind: 'cut-link', from: SURVIVOR, to: NAME_SERVER } }] },
      wrong: { faults: [{ atMillis: 5000, fault: { kind: 'kill', node: SURVIVOR } }] },
    },
  },
}
