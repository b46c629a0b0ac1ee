/**
 * What the engine says of its own accord, because it can't be seen from statements. Every picture is a fold over these
 * events and the calls of methods. Events are plain data and never change once they were emitted; `bytes` is handed over by
 * reference.
 *
 * | type                     | when                                                                                    |
 * |--------------------------|-----------------------------------------------------------------------------------------|
 * | `process-started`        | a process has been created on a machine                                                 |
 * | `process-exited`         | it has ended by its own will                                                            |
 * | `process-killed`         | it was killed: none of its threads will run again                                       |
 * | `power-cut`              | its machine lost power: what was not flushed is lost as well                            |
 * | `uncaught`               | an exception has ended a thread, or a scheduled task: it will not come again            |
 * | `invariant-broken`       | something that must hold does not: a bug of the engine, and the end of the run          |
 * | `exception-swallowed`    | an exception of a callback, a hook or one round of a task went to RocketMQ's log alone  |
 * | `connection-opened`      | both ends of a connection exist                                                         |
 * | `connection-refused`     | the machine is there and nobody listens                                                 |
 * | `connection-timed-out`   | nothing came back in time                                                               |
 * | `connection-closed`      | one end (`at`) regards it as closed                                                     |
 * | `connection-reset`       | one end (`at`) has learned that the other is gone without a good-bye                    |
 * | `frame-sent`             | a RemotingCommand was handed to the network                                             |
 * | `frame-received`         | the whole of it has arrived and was decoded                                             |
 * | `route-changed`          | what somebody knows of a topic's brokers and queues has changed                         |
 * | `table-lock`             | a thread of a name server that takes its time waits for the lock on its tables, has it, or |
 * |                          | gives it back                                                                           |
 * | `state-changed`          | a field with a state, such as a ServiceState, has another value                         |
 * | `node-status`            | a node of the cluster is starting, running, stopped, killed or without power            |
 * | `disk-created`           | a file was created, or made longer, with zeros: `length` is its size                    |
 * | `disk-write`             | bytes went from the page cache or a program to the device; without `bytes` it was pages |
 * |                          | that are in memory as well; after a power cut, what the device has of a doubtful page   |
 * | `disk-flush`             | what was written to a file up to `position` is safe now                                 |
 * | `disk-deleted`           | a file was deleted                                                                      |
 * | `disk-renamed`           | a file has another name                                                                 |
 * | `page-cache-write`       | bytes were written to memory-mapped pages: a power cut loses them                       |
 * | `disk-truncated`         | a file has only `length` bytes from now on                                              |
 * | `mapped-file-position`   | a store that opens its files has found that this one is filled up to `position`         |
 * | `page-fault`             | a page was read in because somebody touched it                                          |
 * | `read-ahead`             | the pages behind it were read along, since they will be wanted next                     |
 * | `log-append`             | a message was appended to the commit log                                                |
 * | `dispatch`               | its entry in the consume queue (and index) was made                                     |
 * | `ha-transfer`            | a stretch of a master's commit log, for a slave                                         |
 * | `ha-ack`                 | a slave's word on where its commit log ends, for its master                             |
 * | `store-recovered`        | a store has found out where its log ends, and has thrown away what is behind the end    |
 * | `pull-held`              | a pull has found nothing and waits at the broker                                        |
 * | `pull-released`          | it runs again: a message has arrived, or its time is over                               |
 * | `queues-assigned`        | a consumer has other queues of a topic than before                                      |
 * | `pull-postponed`         | something keeps a consumer from pulling from a queue for a while                        |
 * | `messages-pulled`        | a consumer has got the answer to a pull                                                 |
 * | `messages-held`          | a consumer holds other messages of a queue than before                                  |
 * | `offset-committed`       | a broker has noted how far a group is in a queue                                        |
 * | `consume-started`        | a message is given to a listener                                                        |
 * | `consume-ended`          | the listener has returned or thrown; of several messages at once there is an event each |
 * | `half-message`           | what a broker does about a message of a transaction, once it is stored                  |
 * | `local-transaction`      | an application has ended its own part of a transaction, or has answered how it ended    |
 * | `timer-fired`            | a scheduled task begins                                                                 |
 * | `timer-enqueued`         | a message was put onto the timing wheel of a broker                                     |
 * | `timer-moved`            | the hand of the wheel has come to another second                                        |
 * | `timer-dequeued`         | a message has come off the wheel                                                        |
 * | `timer-recovered`        | a broker that starts has found out how far its wheel has come                           |
 * | `fault`                  | somebody broke something on purpose                                                     |
 * | `drill-operation`        | what is done next to a store that is put through its paces                              |
 * | `promise-broken`         | a store that is put through its paces does not do what it promises                      |
 * | `queue-selected`         | an application's own strategy has chosen a queue                                        |
 * | `strategy-called`        | a reader's strategy has been asked for a queue                                          |
 * | `strategy-failed`        | a reader's strategy did what it can't or may not do                                     |
 * | `send-hook`              | an application's hook is shown a message, before or after it is sent                    |
 * | `client-call-started`    | the scenario's own code calls the client                                                |
 * | `client-call-ended`      | that call has returned or thrown                                                        |
 *
 * Addresses are `ip:port`, hosts are machines' addresses without port, positions and lengths are bytes.
 */
export type TraceEvent =
  | ProcessEvent
  | ThreadEvent
  | InvariantEvent
  | SwallowedEvent
  | ConnectionEvent
  | FrameEvent
  | StateEvent
  | TableLockEvent
  | DiskEvent
  | LogEvent
  | StoreRecoveredEvent
  | HeldPullEvent
  | QueuesAssignedEvent
  | PullPostponedEvent
  | MessagesPulledEvent
  | MessagesHeldEvent
  | OffsetCommittedEvent
  | ConsumeEvent
  | HalfMessageEvent
  | LocalTransactionEvent
  | TimerEvent
  | FaultEvent
  | DrillOperationEvent
  | PromiseBrokenEvent
  | QueueSelectedEvent
  | StrategyEvent
  | SendHookEvent
  | ClientCallEvent
  | ReplicationEvent
  | TimerWheelEvent

export type TraceEventType = TraceEvent['type']

/** The event of one type, such as `TraceEventOf<'frame-sent'>`. */
export type TraceEventOf<T extends TraceEventType> = WithType<TraceEvent, T>

/** The members of a union whose `type` may be `T`. */
type WithType<E, T> = E extends { readonly type: infer U } ? (T extends U ? E : never) : never

export type ProcessEvent =
  | { readonly type: 'process-started'; readonly process: string; readonly host: string; readonly pid: number }
  | { readonly type: 'process-exited' | 'process-killed'; readonly process: string; readonly host: string }
  | { readonly type: 'power-cut'; readonly process: string; readonly host: string }

export interface ThreadEvent {
  readonly type: 'uncaught'
  readonly process: string
  readonly thread: string
  /** The scheduled task that ended; empty when the thread itself did. */
  readonly task: string
  readonly error: string
}

export interface InvariantEvent {
  readonly type: 'invariant-broken'
  /** Empty when no thread was running: a timer, a frame that arrived, a fault. */
  readonly process: string
  readonly thread: string
  /** What must hold, in the words of the assert. */
  readonly invariant: string
  /** The same with the values that were found. */
  readonly error: string
}

export interface SwallowedEvent {
  readonly type: 'exception-swallowed'
  readonly process: string
  readonly thread: string
  readonly error: string
}

export type ConnectionEvent =
  /** `from`: the address of the end that opened it. */
  | { readonly type: 'connection-opened'; readonly connection: number; readonly from: string; readonly to: string }
  /** `from`: the host that tried. */
  | { readonly type: 'connection-refused' | 'connection-timed-out'; readonly from: string; readonly to: string }
  | {
      readonly type: 'connection-closed' | 'connection-reset'
      readonly connection: number
      /** The address of the end that knows it. */
      readonly at: string
      /** The address of the other end. */
      readonly peer: string
    }

export interface FrameEvent {
  readonly type: 'frame-sent' | 'frame-received'
  readonly connection: number
  readonly from: string
  readonly to: string
  /** Of a request its RequestCode, of a response its ResponseCode. */
  readonly code: number
  /** Matches a response to its request. */
  readonly opaque: number
  readonly isResponse: boolean
  readonly isOneway: boolean
  readonly length: number
  /** The whole frame, the length field included. */
  readonly bytes: Uint8Array
}

export type StateEvent =
  | {
      readonly type: 'state-changed'
      readonly process: string
      readonly className: string
      /** Which object of that class, such as the producer group. */
      readonly name: string
      readonly from: string
      readonly to: string
    }
  | { readonly type: 'node-status'; readonly process: string; readonly from: string; readonly to: string }
  | ({ readonly type: 'route-changed'; readonly process: string; readonly topic: string; readonly what: string } & RouteDetails)

/** Of a name server's tables only: which broker, and of a topic what it has there. */
interface RouteDetails {
  readonly clusterName?: string
  readonly brokerName?: string
  readonly brokerId?: number
  readonly brokerAddr?: string
  readonly readQueueNums?: number
  readonly writeQueueNums?: number
  /** See PermName. */
  readonly perm?: number
}

export interface TableLockEvent {
  readonly type: 'table-lock'
  readonly process: string
  readonly thread: string
  readonly mode: 'read' | 'write'
  readonly what: 'waits' | 'takes' | 'releases'
}

/** What happens to a range of a file. A file is deleted as a whole: position and length are 0 then. */
export type RangeEventType =
  | 'disk-created' | 'disk-flush' | 'disk-deleted' | 'page-fault' | 'read-ahead' | 'mapped-file-position'

/** What changes the bytes of a file. */
export type BytesEventType = 'disk-write' | 'disk-truncated' | 'page-cache-write'

export type DiskEvent =
  | { readonly type: 'disk-renamed'; readonly host: string; readonly path: string; readonly to: string }
  | {
      readonly type: RangeEventType
      readonly host: string
      readonly path: string
      readonly position: number
      readonly length: number
    }
  | {
      readonly type: BytesEventType
      readonly host: string
      readonly path: string
      readonly position: number
      readonly length: number
      /** What was written, as it was then. A `disk-write` of pages that are in the page cache has none. */
      readonly bytes?: Uint8Array
    }

export interface LogEvent {
  readonly type: 'log-append' | 'dispatch'
  readonly host: string
  readonly path: string
  readonly position: number
  readonly length: number
  readonly topic: string
  /** Of a message that is appended: its keys, separated by blanks; empty when it has none. */
  readonly keys?: string
  readonly queueId: number
  readonly queueOffset: number
  readonly physicalOffset: number
  /** Of an entry in the queue of a delay level: how long after it was stored its message is due, in ms. */
  readonly delayMillis?: number
}

/** What goes over the connection between a master and a slave, seen at both ends of it. */
export interface ReplicationEvent {
  readonly type: 'ha-transfer' | 'ha-ack'
  readonly side: 'sent' | 'received'
  readonly connection: number
  readonly from: string
  readonly to: string
  /** Where the stretch begins in the commit log, or where the slave's log ends. */
  readonly offset: number
  /** Bytes of the commit log; 0 in heartbeats and acks. */
  readonly length: number
}

export type TimerWheelEvent = TimerEnqueuedEvent | TimerDequeuedEvent | TimerMovedEvent | TimerRecoveredEvent

/** A message of the timing wheel. Positions are those of its record in the timer log. */
interface TimerMessageEvent {
  /** The broker's. */
  readonly process: string
  /** The topic that it is meant for. */
  readonly topic: string
  readonly keys: string
  /** Its id; of a recall that of the message that it recalls. */
  readonly uniqueKey: string
  /** Where it lies in the commit log while it waits. */
  readonly physicalOffset: number
  /** What the broker's clock shows, in ms since 1970. */
  readonly atMillis: number
}

export interface TimerEnqueuedEvent extends TimerMessageEvent {
  readonly type: 'timer-enqueued'
  readonly position: number
  /** The record before it in its slot, or -1. */
  readonly prevPos: number
  /** When the second of the slot begins that it is in, and the time before which it must not be delivered. In ms since 1970. */
  readonly slotMillis: number
  readonly dueMillis: number
  /** Does it come back onto the wheel? */
  readonly isRolled: boolean
  /** Does it recall another one? */
  readonly isDelete: boolean
  /** What the slot says how many messages it has. */
  readonly num: number
}

export interface TimerDequeuedEvent extends TimerMessageEvent {
  readonly type: 'timer-dequeued'
  readonly outcome: 'delivered' | 'rolled' | 'recalled' | 'lost'
}

/** In ms since 1970. */
export interface TimerMovedEvent {
  readonly type: 'timer-moved'
  readonly process: string
  /** All slots before this time are done with. */
  readonly readMillis: number
  /** All slots before this time are due. */
  readonly writeMillis: number
  readonly atMillis: number
}

export interface TimerRecoveredEvent {
  readonly type: 'timer-recovered'
  readonly process: string
  readonly readMillis: number
  /** Where the timer log ends. */
  readonly logEnd: number
  /** The number of the message that comes onto the wheel next. */
  readonly queueOffset: number
}

export interface StoreRecoveredEvent {
  readonly type: 'store-recovered'
  readonly process: string
  readonly host: string
  /** Whether the last run had ended well, or the machine or the process had died. */
  readonly how: 'normal' | 'abnormal'
  /** The file of the commit log that recovery began to read with; empty when there is no commit log. */
  readonly from: string
  /** How many whole and undamaged records were read. */
  readonly records: number
  /** How many of them were dispatched again, to make entries of queues and index that may be missing. */
  readonly dispatched: number
  /** Where the log ends: the last file, and the position in it. */
  readonly path: string
  readonly position: number
  /** Bytes behind the end that were overwritten. If there are any, a damaged record begins at the end. */
  readonly discarded: number
}

export interface HeldPullEvent {
  readonly type: 'pull-held' | 'pull-released'
  /** The broker's. */
  readonly process: string
  /** The address of the consumer, and the number of its request. */
  readonly from: string
  readonly opaque: number
  readonly topic: string
  readonly queueId: number
  /** The number of the message that it waits for. */
  readonly queueOffset: number
  /** How long it wants to wait, in ms. */
  readonly timeoutMillis: number
}

export interface QueuesAssignedEvent {
  readonly type: 'queues-assigned'
  readonly process: string
  readonly group: string
  readonly topic: string
  /** `broker-a/0`, sorted. */
  readonly queues: readonly string[]
}

export interface PullPostponedEvent {
  readonly type: 'pull-postponed'
  readonly process: string
  readonly group: string
  readonly topic: string
  readonly brokerName: string
  readonly queueId: number
  /** Too many messages are here, of the queue (`count`, `size`, `span`) or of all (`all`), the queue is not locked (`lock`), … */
  readonly reason: 'state' | 'paused' | 'all' | 'count' | 'size' | 'span' | 'lock' | 'offset'
  /** How long. */
  readonly millis: number
}

/** A queue as one consumer has it. */
interface ConsumedQueue {
  readonly process: string
  readonly group: string
  readonly topic: string
  readonly brokerName: string
  readonly queueId: number
}

export interface MessagesPulledEvent extends ConsumedQueue {
  readonly type: 'messages-pulled'
  /** `FOUND`, `NO_NEW_MSG`, … */
  readonly status: string
  /** The number of the message that the next pull asks for. */
  readonly nextOffset: number
  /** What the queue has at the broker: its first message, and the number that its next one gets. */
  readonly minOffset: number
  readonly maxOffset: number
}

export interface MessagesHeldEvent extends ConsumedQueue {
  readonly type: 'messages-held'
  /** Numbers of the messages that were pulled and are not done with, ascending. */
  readonly offsets: readonly number[]
}

export interface OffsetCommittedEvent {
  readonly type: 'offset-committed'
  /** The broker's. */
  readonly process: string
  readonly group: string
  readonly topic: string
  readonly queueId: number
  /** The number of the message that the group wants next. */
  readonly offset: number
}

/** What a listener gets. */
interface ConsumedMessage {
  readonly process: string
  readonly thread: string
  readonly group: string
  /** Where the message lies: of one that comes again, the group's retry topic. */
  readonly topic: string
  readonly brokerName: string
  readonly queueId: number
  readonly queueOffset: number
  /** Separated by blanks; empty when it has none. */
  readonly keys: string
  /** How often it was tried before. */
  readonly reconsumeTimes: number
}

export type ConsumeEvent =
  | ({ readonly type: 'consume-started' } & ConsumedMessage)
  | ({
      readonly type: 'consume-ended'
      /** What the listener has returned, such as `CONSUME_SUCCESS`; `RETURNNULL` or `EXCEPTION`. */
      readonly outcome: string
      /** What was thrown, in words. */
      readonly error: string
    } & ConsumedMessage)

export interface HalfMessageEvent {
  readonly type: 'half-message'
  /** The broker's. */
  readonly process: string
  /**
   * `committed`: the message that is delivered is stored; `rolled-back`: none will be; `put-back`: a copy at the end of the queue
   * takes its place; `asked`: a producer of the group is asked; `given-up`: it was asked too often; `noted`: a record in the op
   * queue says that this half message is dealt with.
   */
  readonly what: 'committed' | 'rolled-back' | 'put-back' | 'asked' | 'given-up' | 'noted'
  /** The half message's number in its queue; for `put-back` `was` is that of the one whose place it takes, else the same. */
  readonly queueOffset: number
  readonly was: number
  /** The message's keys, separated by blanks; empty when it has none, and when it is noted. */
  readonly keys: string
  /** For `asked`: the address of the producer; empty when none of the group is there. */
  readonly to: string
}

export interface LocalTransactionEvent {
  readonly type: 'local-transaction'
  readonly process: string
  readonly what: 'executed' | 'checked'
  readonly keys: string
  /** `COMMIT_MESSAGE`, `ROLLBACK_MESSAGE` or `UNKNOW`. */
  readonly state: string
}

export interface TimerEvent {
  readonly type: 'timer-fired'
  readonly process: string
  readonly label: string
}

export interface FaultEvent {
  readonly type: 'fault'
  /** Such as `kill` or `cut-link`. */
  readonly what: string
  readonly target: string
  /** Of `set-listener` only: how long the listener takes from now on, in ms, and how it ends. */
  readonly millis?: number
  readonly outcome?: string
}

export interface DrillOperationEvent {
  readonly type: 'drill-operation'
  readonly process: string
  /** From 1. */
  readonly operation: number
  /** Such as `put(Orders/1, 700 B)`. */
  readonly label: string
}

export interface PromiseBrokenEvent {
  readonly type: 'promise-broken'
  readonly process: string
  /** The operation at which it was noticed, from 1. */
  readonly operation: number
  /** See `StorePromise` and `ClusterPromise` in `cluster/`. */
  readonly promise: string
  /** What was found, in words. */
  readonly detail: string
}

export interface QueueSelectedEvent {
  readonly type: 'queue-selected'
  readonly process: string
  readonly topic: string
  readonly brokerName: string
  readonly queueId: number
}

export type StrategyEvent =
  /** `steps`: what the call took; see SandboxedStrategy. */
  | { readonly type: 'strategy-called'; readonly process: string; readonly steps: number }
  | {
      readonly type: 'strategy-failed'
      readonly process: string
      /** `load`, `select` or the name of a hook. */
      readonly method: string
      /** See StrategyErrorKind. */
      readonly kind: string
      readonly detail: string
      /** In the reader's source, from 1; null when it is not known. */
      readonly line: number | null
      readonly column: number | null
    }

export interface SendHookEvent {
  readonly type: 'send-hook'
  readonly process: string
  readonly what: 'before' | 'after'
  /** Of the message, separated by blanks; empty when it has none. */
  readonly keys: string
  /** `SYNC`, `ASYNC` or `ONEWAY`. */
  readonly mode: string
  /** How the send has ended, such as `SEND_OK`; empty while that is not known. */
  readonly status: string
}

export type ClientCallEvent =
  | {
      readonly type: 'client-call-started'
      readonly call: number
      readonly process: string
      readonly label: string
      /** Of the message, for a send: its keys, separated by blanks; empty when it has none. */
      readonly keys: string
    }
  | {
      readonly type: 'client-call-ended'
      readonly call: number
      readonly process: string
      readonly outcome: 'returned' | 'threw'
      /** The result or the exception, in words. */
      readonly result: string
    }
