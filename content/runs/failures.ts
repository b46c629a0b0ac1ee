import { ofType, sendsOf } from '../../components/lesson/logic/runFacts'
import type { RunModel } from '../../engine/worker/protocol'
import type { RunText } from './RunText'

const IMPL = 'client/impl/producer/DefaultMQProducerImpl'
const SYSTEM_BUSY = 2
const SERVICE_NOT_AVAILABLE = 14
const SECOND = 1_000_000

/** How the application’s sends ended, in order: the first word of a result or of an exception with what it says. */
function ends(run: RunModel): string[] {
  return sendsOf(run).map(({ result }) => result)
}

function areEnds(run: RunModel, ...patterns: readonly RegExp[]): boolean {
  const found = ends(run)
  return found.length === patterns.length && patterns.every((pattern, index) => pattern.test(found[index]!))
}

/** Responses of one code that have come in somewhere. */
function answers(run: RunModel, code: number): number {
  return ofType(run.marks, 'frame-received').filter(({ data }) => data['isResponse'] === true && data['code'] === code).length
}

/** µs that a send took. */
function duration(run: RunModel, index: number): number {
  const call = sendsOf(run)[index]
  const time = (event: number | null | undefined): number => run.marks.find((mark) => mark.event === event)?.time ?? NaN
  return time(call?.to) - time(call?.from)
}

/** The runs that the page of exceptions leads to: each causes one, and as little else as possible. */
export const FAILURES: readonly RunText[] = [
  {
    scenario: 'error-no-route',
    title: { en: 'No route info of this topic', zh: '找不到主题的路由：No route info' },
    anchor: `${IMPL}#tryToFindTopicPublishInfo~2`,
    picture: 'sequence',
    sentences: [
      {
        text: {
          en: 'The broker creates no topics on its own (autoCreateTopicEnable is false). The first message finds its topic; in the second one the name is misspelt, and MQClientException says that there is no route.',
          zh: '这个 Broker 不会自动创建主题（autoCreateTopicEnable 为 false）。第一条消息找得到主题；第二条的主题名拼错了，MQClientException 说没有路由。',
        },
        holds: (run) => areEnds(run, /SEND_OK/, /^MQClientException: no route info of topic OrderPiad/),
      },
      {
        text: {
          en: 'No message left the machine: the broker has one, and the name server has said “no such topic” three times.',
          zh: '那条消息根本没有出门：Broker 只有一条，而 NameServer 说了三次“没有这个主题”。',
        },
        holds: (run) => ofType(run.marks, 'log-append').length === 1 && answers(run, 17) === 3,
      },
    ],
  },
  {
    scenario: 'error-no-broker',
    title: { en: 'Nobody listens: RemotingConnectException', zh: '没有人在听：RemotingConnectException' },
    anchor: `${IMPL}#sendDefaultImpl~2`,
    picture: 'sequence',
    sentences: [
      {
        text: {
          en: 'The only broker is killed, and the route still names it. Each of three tries is refused at once; the exception lists them all: broker-a, broker-a, broker-a.',
          zh: '唯一的 Broker 被杀死，路由里却还有它。三次尝试都立刻被拒绝，异常里把三次都列了出来：broker-a、broker-a、broker-a。',
        },
        holds: (run) => {
          const refused = /^MQClientException: .*3 tries.*broker-a, broker-a, broker-a: RemotingConnectException/
          return areEnds(run, /SEND_OK/, refused)
        },
      },
      {
        text: { en: 'All three together take less than a tenth of a second: nothing is waited for between tries.', zh: '三次加起来不到十分之一秒：两次尝试之间并不等待。' },
        holds: (run) => duration(run, 1) < SECOND / 10,
      },
    ],
  },
  {
    scenario: 'error-reset',
    title: { en: 'The connection breaks: RemotingSendRequestException', zh: '连接断了：RemotingSendRequestException' },
    anchor: `${IMPL}#sendKernelImpl~2`,
    picture: 'sequence',
    sentences: [
      {
        text: {
          en: 'The broker is killed after it has stored the second message and before it answers. The producer has no retries here and throws; its cause is RemotingSendRequestException.',
          zh: 'Broker 存下第二条消息之后、回答之前被杀死。这个生产者不重试，于是抛出异常，原因是 RemotingSendRequestException。',
        },
        holds: (run) => areEnds(run, /SEND_OK/, /^MQClientException: .*1 try.*RemotingSendRequestException/),
      },
      {
        text: { en: 'And yet the message is in the log. An exception says that nothing is known, not that nothing was stored.', zh: '可消息就在日志里。异常说的是“不知道”，而不是“没有存下”。' },
        holds: (run) => ofType(run.marks, 'log-append').length === 2,
      },
    ],
  },
  {
    scenario: 'error-timeout',
    title: { en: 'No answer: RemotingTimeoutException', zh: '没有回答：RemotingTimeoutException' },
    anchor: `${IMPL}#sendKernelImpl~3`,
    picture: 'sequence',
    sentences: [
      {
        text: {
          en: 'A pause stops the broker for five seconds. The third send waits its whole 3000 ms, then throws; the cause is RemotingTimeoutException.',
          zh: 'Broker 停顿五秒。第三次发送等满 3000 毫秒才抛出异常，原因是 RemotingTimeoutException。',
        },
        holds: (run) => areEnds(run, /SEND_OK/, /SEND_OK/, /^MQClientException: .*RemotingTimeoutException/)
          && duration(run, 2) >= 3 * SECOND && duration(run, 2) < 3.1 * SECOND,
      },
      {
        text: { en: 'The broker wakes up, reads the request and stores the message all the same: three are in the log.', zh: 'Broker 醒来后读到那个请求，照样存下：日志里有三条。' },
        holds: (run) => ofType(run.marks, 'log-append').length === 3,
      },
    ],
  },
  {
    scenario: 'error-call-timeout',
    title: { en: 'sendDefaultImpl call timeout', zh: 'sendDefaultImpl call timeout：预算用完了' },
    anchor: `${IMPL}#sendDefaultImpl~3`,
    picture: 'sequence',
    sentences: [
      {
        text: {
          en: 'Two brokers, two retries, and one broker pauses. The send that meets it throws RemotingTooMuchRequestException, although the other broker is fine: the 3000 ms are for the whole call, and the first try has used them up.',
          zh: '两个 Broker，两次重试，其中一个停顿。碰上它的那次发送抛出 RemotingTooMuchRequestException，尽管另一个 Broker 好好的：3000 毫秒是整个调用的预算，第一次尝试就把它用完了。',
        },
        holds: (run) => ends(run).filter((end) => end.startsWith('RemotingTooMuchRequestException')).length === 1
          && ends(run).filter((end) => end.includes('SEND_OK')).length === 7,
      },
    ],
  },
  {
    scenario: 'error-busy',
    title: { en: 'System busy: TIMEOUT_CLEAN_QUEUE', zh: '系统繁忙：TIMEOUT_CLEAN_QUEUE' },
    anchor: 'broker/latency/BrokerFastFailure#throwOut',
    picture: 'sequence',
    sentences: [
      {
        text: {
          en: 'Twelve messages at once, one thread that stores them, and a flush of 150 ms for each. Requests that have waited in the queue for longer than 200 ms are thrown out, with SYSTEM_BUSY.',
          zh: '十二条消息一起到来，只有一个线程负责存，每条刷盘要 150 毫秒。在队列里等了超过 200 毫秒的请求被清出去，回答 SYSTEM_BUSY。',
        },
        holds: (run) => sendsOf(run).length === 12 && answers(run, SYSTEM_BUSY) > 5,
      },
      {
        text: { en: 'What was thrown out was never stored: stored and refused add up to twelve.', zh: '被清出去的从未存下：存下的与被拒绝的加起来正好十二条。' },
        holds: (run) => ofType(run.marks, 'log-append').length + answers(run, SYSTEM_BUSY) === 12,
      },
    ],
  },
  {
    scenario: 'error-flush-timeout',
    title: { en: 'FLUSH_DISK_TIMEOUT', zh: 'FLUSH_DISK_TIMEOUT：刷盘超时' },
    anchor: 'store/commitlog/CommitLog#handleDiskFlushAndHA~3',
    picture: 'store',
    sentences: [
      {
        text: {
          en: 'SYNC_FLUSH, and a disk whose flush takes seven seconds all of a sudden. After five the broker stops waiting: no exception, but a SendResult with FLUSH_DISK_TIMEOUT.',
          zh: 'SYNC_FLUSH，而磁盘的一次刷盘突然要七秒。五秒后 Broker 不再等：没有异常，而是 SendResult 里写着 FLUSH_DISK_TIMEOUT。',
        },
        holds: (run) => areEnds(run, /SEND_OK/, /SEND_OK/, /sendStatus=FLUSH_DISK_TIMEOUT/)
          && duration(run, 2) > 4.9 * SECOND && duration(run, 2) < 5.1 * SECOND,
      },
    ],
  },
  {
    scenario: 'error-slave-timeout',
    title: { en: 'FLUSH_SLAVE_TIMEOUT', zh: 'FLUSH_SLAVE_TIMEOUT：从节点没有跟上' },
    anchor: 'store/commitlog/CommitLog#handleDiskFlushAndHA~3',
    picture: 'sequence',
    sentences: [
      {
        text: {
          en: 'A SYNC_MASTER that waits for its slave, until the cable between the two is cut. The next two sends come back after three seconds each, stored on the master alone: FLUSH_SLAVE_TIMEOUT.',
          zh: 'SYNC_MASTER 要等从节点，直到两者之间的网线断开。接下来的两次发送都过了三秒才返回，消息只在主节点上：FLUSH_SLAVE_TIMEOUT。',
        },
        holds: (run) => ends(run).map((end) => /sendStatus=(\w+)/.exec(end)?.[1]).join()
          === 'SEND_OK,SEND_OK,FLUSH_SLAVE_TIMEOUT,FLUSH_SLAVE_TIMEOUT'
          && [2, 3].every((index) => duration(run, index) >= 3 * SECOND && duration(run, index) < 3.5 * SECOND),
      },
    ],
  },
  {
    scenario: 'error-disk-full',
    title: { en: 'The disk is full: SERVICE_NOT_AVAILABLE', zh: '磁盘满了：SERVICE_NOT_AVAILABLE' },
    anchor: `${IMPL}#sendDefaultImpl~2`,
    picture: 'sequence',
    sentences: [
      {
        text: {
          en: 'The disk fills up, and the broker’s cleaning finds out. From then on each try is answered with code 14, SERVICE_NOT_AVAILABLE, and the producer tries three times.',
          zh: '磁盘被写满，Broker 的清理任务发现了。从此每次尝试都得到 14 号响应码 SERVICE_NOT_AVAILABLE，生产者试了三次。',
        },
        holds: (run) => /^MQClientException: .*3 tries.*MQBrokerException: .*code 14/.test(ends(run)[1] ?? '')
          && answers(run, SERVICE_NOT_AVAILABLE) === 3,
      },
      {
        text: { en: 'When there is room again, the broker accepts messages again, without a restart.', zh: '一旦又有了空间，不用重启，Broker 又能收消息。' },
        holds: (run) => ends(run).length === 3 && ends(run)[2]!.includes('SEND_OK'),
      },
    ],
  },
  {
    scenario: 'error-too-large',
    title: { en: 'The message is refused at home', zh: '消息还没出门，就被拒绝' },
    anchor: 'client/Validators#checkMessage~2',
    picture: 'sequence',
    sentences: [
      {
        text: {
          en: '4 194 304 bytes are just allowed. One byte more, or a blank in the topic’s name, and the client throws MQClientException before it asks anybody.',
          zh: '4 194 304 字节刚好允许。多一个字节，或者主题名里有个空格，客户端谁也不问就抛出 MQClientException。',
        },
        holds: (run) => areEnds(run, /SEND_OK/, /Exception: the message has 4194305 bytes/, /Exception: the topic/)
          && ofType(run.marks, 'log-append').length === 1,
      },
    ],
  },
  {
    scenario: 'error-too-late',
    title: { en: 'Later than the wheel allows: MESSAGE_ILLEGAL', zh: '晚得超出了时间轮：MESSAGE_ILLEGAL' },
    anchor: `${IMPL}#sendDefaultImpl~2`,
    picture: 'sequence',
    sentences: [
      {
        text: {
          en: 'A message may be put off by three days at most (timerMaxDelaySec). Half an hour is accepted; for four days the broker answers with code 13, MESSAGE_ILLEGAL. This is MQBrokerException, and it is not tried again.',
          zh: '消息最多只能推迟三天（timerMaxDelaySec）。半小时可以；四天，Broker 就回答 13 号响应码 MESSAGE_ILLEGAL。这是 MQBrokerException，不会重试。',
        },
        holds: (run) => areEnds(run, /SEND_OK/, /^MQBrokerException: .*code 13/) && answers(run, 13) === 1,
      },
    ],
  },
]
