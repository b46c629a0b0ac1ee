import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { about, during, ofType, requests, SEND_MESSAGE_V2, sendsOf, sendWith, took } from '../../../components/lesson/logic/runFacts'
import type { ClientCall, RunModel } from '../../../engine/worker/protocol'

const SECOND = 1_000_000

/** A send's result, taken apart; null when the send has failed. */
function resultOf({ result }: ClientCall) {
  const match = /sendStatus=(\w+), msgId=(\w{32}), offsetMsgId=(\w{32})/.exec(result)
  return match === null ? null : { status: match[1]!, msgId: match[2]!, offsetMsgId: match[3]! }
}

function statusOf(run: RunModel, keys: string): string | undefined {
  const send = sendWith(run, keys)
  return send === undefined ? undefined : resultOf(send)?.status
}

function waited(run: RunModel, keys: string): number {
  return took(sendWith(run, keys))
}

function address(hex: string): string {
  return (hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).join('.')
}

/** Where a message lies in the commit log of its broker, in bytes. */
function offsetOf(run: RunModel, keys: string): number {
  return Number(about(run, 'log-append', keys)[0]?.data['physicalOffset'] ?? NaN)
}

/** The pair that a real run printed in 2016, in `offsetMsgId`: the host, the port and the offset. */
const OF_2016 = { host: '192.168.2.101', port: '10911', offset: '6668' }

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'made-before': (run) => {
      const [send] = sendsOf(run)
      const { msgId } = resultOf(send!)!
      const [request] = requests(during(run, send!), SEND_MESSAGE_V2)
      return address(msgId.slice(0, 8)) === String(request!.data['from']).split(':')[0]
    },
    'counts-up': (run) => {
      const ids = sendsOf(run).map((send) => resultOf(send)!.msgId)
      const isNext = (id: string, index: number): boolean => Number.parseInt(id.slice(-4), 16) === index
      return ids.length > 2 && ids.every((id, index) => isNext(id, index) && id.startsWith(ids[0]!.slice(0, 20)))
    },
    'offset-in-id': (run) => {
      const { offsetMsgId } = resultOf(sendWith(run, 'order-1')!)!
      return offsetOf(run, 'order-1') === 250 && Number.parseInt(offsetMsgId.slice(16), 16) === 250
    },
    'addresses-differ': (run) => {
      const hosts = ['order-0', 'invoice-0'].map((keys) => address(resultOf(sendWith(run, keys)!)!.offsetMsgId.slice(0, 8)))
      return hosts.join() === '10.0.0.21,10.0.0.23'
    },
    'three-well': (run) => ['order-0', 'order-1', 'invoice-0'].every((keys) => statusOf(run, keys) === 'SEND_OK'),
    'disk-timeout': (run) => {
      const seconds = Math.round(waited(run, 'invoice-slow-disk') / SECOND)
      return statusOf(run, 'invoice-slow-disk') === 'FLUSH_DISK_TIMEOUT' && seconds === 5
    },
    'stored-anyway': (run) => {
      const append = about(run, 'log-append', 'invoice-slow-disk')[0]
      const send = sendWith(run, 'invoice-slow-disk')
      return append !== undefined && append.time < (send?.toTime ?? NaN) - 4 * SECOND
    },
    'slave-timeout': (run) => {
      const seconds = Math.round(waited(run, 'order-slave-pauses') / SECOND)
      return statusOf(run, 'order-slave-pauses') === 'FLUSH_SLAVE_TIMEOUT' && seconds === 3
    },
    'gone-is-a-timeout': (run) => {
      const death = ofType(run.marks, 'process-killed').find(({ node }) => node === 'broker-a-slave')
      const send = sendWith(run, 'order-slave-gone')
      return death !== undefined && send !== undefined && death.time < send.fromTime
        && statusOf(run, 'order-slave-gone') === 'FLUSH_SLAVE_TIMEOUT'
    },
  },
  outcomes: {
    /** An exception, a result that says so, or SEND_OK all the same. */
    'slow-disk': (run) => {
      const slowed = ofType(run.marks, 'fault').find(({ data }) => data['what'] === 'slow-disk')
      const send = sendWith(run, 'invoice-slow-disk')
      if (slowed === undefined || send === undefined || send.toTime === null || send.fromTime < slowed.time) return null
      if (send.outcome === 'threw') return 0
      return statusOf(run, 'invoice-slow-disk') === 'SEND_OK' ? 2 : 1
    },
  },
  challenges: {
    'of-2016': {
      seeds: 1,
      judge: (_run, answer) => {
        const [host = '', port = '', offset = ''] = answer.trim().split(/[\s:,/@]+/)
        if (host !== OF_2016.host) return 'host'
        if (port !== OF_2016.port) return 'port'
        return offset === OF_2016.offset ? null : 'place'
      },
      solution: { answer: '192.168.2.101:10911 6668' },
      wrong: { answer: '192.168.2.101:10911 1A0C' },
    },
    'by-hand': {
      seeds: 1,
      judge: (run, answer) => {
        const offset = offsetOf(run, 'order-slave-gone')
        if (Number.isNaN(offset)) return 'not-sent'
        if (answer.trim() === String(offset)) return null
        return answer.trim().toUpperCase().replace(/^(0X)?0*/, '') === offset.toString(16).toUpperCase() ? 'hex' : 'other'
      },
      solution: { answer: '751' },
      wrong: { answer: '2EF' },
    },
  },
}
