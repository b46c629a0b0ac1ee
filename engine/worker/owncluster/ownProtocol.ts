import type { FileField, FileState } from '../StoreView'
import type { ListenerOutcomeName } from '../../cluster/Scenario'
import type { NodeStatus } from '../../cluster/ClusterNode'
import type { StoreRequest } from '../protocol'

/**
 * What the page and the worker of the reader's own cluster say to each other. The cluster lives in a worker of its own; its
 * broker's disk is kept on OPFS. Ending the worker (closing the tab, leaving the page) is cutting the power of its machines.
 *
 *     page  ── OwnRequest ──▶  worker: one name server, one broker, one producer, the reader's consumers, driven by real time
 *           ◀── OwnReply ────
 *           ◀── OwnNotice ──   whenever the state has changed, at most ten times a second
 */

/** The `key` and the `event` of these are ignored: files are shown as they are now. */
export type OwnStoreRequest = Extract<StoreRequest, { readonly type: 'files' | 'bytes' | 'file-fields' }>

export type OwnRequest =
  /** Starts the cluster on what lies on the disk. To be asked first, once. The answer is an `own-state`. */
  | { readonly type: 'own-open' }
  /** The answer, when all messages have been answered, is an `own-sent`. */
  | { readonly type: 'own-send'; readonly send: OwnSend }
  /** What happens to the broker. The answers of these are `own-state`. */
  | { readonly type: 'own-break'; readonly how: 'kill' | 'cut-power' | 'shutdown' }
  | { readonly type: 'own-boot' }
  /** Shuts the broker down properly and starts it with these. */
  | { readonly type: 'own-settings'; readonly settings: OwnSettings }
  /** The answer is an `own-messages`. */
  | { readonly type: 'own-query'; readonly query: OwnQuery }
  /** The answer is an `own-state`, or an `own-consumer-refused` when there can be no such consumer. */
  | { readonly type: 'own-add-consumer'; readonly setup: OwnConsumerSetup }
  /** Its listener does so from its next batch on. The answers of this and the following are `own-state`. */
  | { readonly type: 'own-set-consumer'; readonly name: string; readonly listener: OwnListener }
  /** It stays down, also at the next visit. */
  | { readonly type: 'own-stop-consumer'; readonly name: string; readonly how: 'shutdown' | 'kill' }
  | { readonly type: 'own-start-consumer'; readonly name: string }
  /** It is shut down properly, and forgotten. */
  | { readonly type: 'own-remove-consumer'; readonly name: string }
  /** Empties the disk and starts a new broker on it. */
  | { readonly type: 'own-reset' }
  /** A running broker is shut down properly first, and started again after. The answer is an `own-zip` or an `own-given-up`. */
  | { readonly type: 'own-export' }
  /** Only looks. The answer is an `own-checked`, or an `own-given-up`. */
  | { readonly type: 'own-check'; readonly zip: Uint8Array }
  /**
   * Takes the place of what is on the disk as soon as a broker runs on it. Refused (an `own-checked` with errors) when the check
   * finds errors or no broker runs on it; then all is as it was, and also when it is given up (`own-given-up`).
   */
  | { readonly type: 'own-import'; readonly zip: Uint8Array }
  /** Gives up the check, the import or the export that is under way, if it has not come to its end. The answer is an `own-state`. */
  | { readonly type: 'own-give-up' }
  | OwnStoreRequest

export type OwnReply =
  | { readonly type: 'own-state'; readonly state: OwnState }
  | { readonly type: 'own-sent'; readonly sent: OwnSent; readonly state: OwnState }
  | { readonly type: 'own-consumer-refused'; readonly problem: ConsumerProblem }
  | { readonly type: 'own-messages'; readonly messages: readonly OwnMessage[]; readonly isCut: boolean }
  | { readonly type: 'own-zip'; readonly name: string; readonly zip: Uint8Array; readonly state: OwnState }
  | { readonly type: 'own-checked'; readonly check: StoreCheck }
  | { readonly type: 'own-given-up'; readonly state: OwnState }
  | { readonly type: 'files'; readonly files: readonly FileState[] }
  | { readonly type: 'bytes'; readonly from: number; readonly bytes: Uint8Array }
  | { readonly type: 'file-fields'; readonly fields: readonly FileField[] }
  | { readonly type: 'failed'; readonly message: string }

export type OwnNotice =
  | { readonly type: 'ready' }
  | { readonly type: 'own-changed'; readonly state: OwnState }
  /** Of what takes long: a big send, by messages; the check, the import or the export of an archive, in percent. */
  | { readonly type: 'own-progress'; readonly what: 'send' | 'archive'; readonly done: number; readonly of: number }
  /** The cluster runs no longer: a bug of the engine. What is on the disk stays there. */
  | { readonly type: 'own-broken'; readonly message: string }

export interface OwnSettings {
  readonly flushDiskType: 'ASYNC_FLUSH' | 'SYNC_FLUSH'
  /** Bytes that the disk of the broker has; null for as much as the browser gives. A full disk behaves as the original's. */
  readonly diskBytes: number | null
}

export interface OwnSend {
  readonly topic: string
  /** 1 to 10,000 messages, one after the other. */
  readonly count: number
  /** `{i}` is the number of the message, from 0; as in scenarios. Empty: none. */
  readonly keys: string
  readonly tags: string
  readonly body: string
  /** The body is filled up with blanks to this many bytes. */
  readonly bodyBytes: number
  /** 1 to 18: the message is delivered after 1 s, 5 s, 10 s, …; 0: at once. */
  readonly delayLevel: number
}

export interface OwnSent {
  readonly sent: number
  /** By SendStatus (`SEND_OK`, `FLUSH_DISK_TIMEOUT`, …) or by the exception's class; with the last one's text. */
  /** `isRefused`: of these messages none is stored, for certain. */
  readonly outcomes: ReadonlyArray<{
    readonly outcome: string; readonly count: number; readonly text: string; readonly isRefused: boolean
  }>
  /** The last one's result, in words; empty when there is none. */
  readonly lastResult: string
}

export type OwnQuery =
  | { readonly by: 'offset'; readonly topic: string; readonly queueId: number; readonly offset: number; readonly max: number }
  | { readonly by: 'key'; readonly topic: string; readonly key: string; readonly max: number }
  | { readonly by: 'unique-id'; readonly topic: string; readonly id: string }
  /** From the first message stored at or after this time, in ms since 1970. */
  | { readonly by: 'time'; readonly topic: string; readonly queueId: number; readonly millis: number; readonly max: number }

export interface OwnMessage {
  readonly topic: string
  readonly queueId: number
  readonly queueOffset: number
  readonly physicalOffset: number
  readonly size: number
  readonly storeMillis: number
  readonly keys: string
  readonly tags: string
  readonly uniqueId: string
  readonly body: string
  /** Where its record is, for the view of the files. */
  readonly path: string
  readonly position: number
}

export interface OwnState {
  /** Where the disk is kept. In memory nothing stays. */
  readonly storage: 'opfs' | 'memory'
  /** Why in memory. `second-tab`: another tab has the disk; nothing of it is touched here. */
  readonly reason: 'no-opfs' | 'second-tab' | null
  readonly broker: 'starting' | 'running' | 'stopped' | 'killed' | 'without power'
  /** Why the broker is not running although nobody stopped it; null otherwise. */
  readonly trouble: string | null
  readonly settings: OwnSettings
  readonly usedBytes: number
  /** What the browser or the settings allow; null when unknown. */
  readonly quotaBytes: number | null
  readonly queues: readonly OwnQueue[]
  /** By name; those of consumers of the reader's, and those that the broker has offsets of. */
  readonly groups: readonly OwnGroup[]
  /** Positions in the commit log, from the beginning of its first file. */
  readonly log: { readonly from: number; readonly flushed: number; readonly committed: number; readonly wrote: number }
  /** Messages that somebody was told SEND_OK for, since the disk was emptied. */
  readonly acknowledged: number
  /** An import or a reset was cut off before this visit: what was there before is there, as it was. */
  readonly wasCutOff: boolean
  /** What the last start of the broker found; null when the disk was empty. */
  readonly recovery: OwnRecovery | null
  /** Grows with every change of the files; stands in for the cursor in requests about files. */
  readonly version: number
}

/** What the code of a consumer does with messages. */
export interface OwnListener {
  /** How long a message takes, in ms, up to an hour. */
  readonly millis: number
  readonly outcome: ListenerOutcomeName
}

/** A consumer as the reader wants it. */
export interface OwnConsumerSetup {
  readonly group: string
  readonly topic: string
  /** `TagA || TagB`, empty for all; or a selector in SQL92. */
  readonly filter: { readonly by: 'tags' | 'sql'; readonly text: string }
  readonly way: 'clustering' | 'orderly' | 'broadcasting'
  readonly listener: OwnListener
  /** How often a message that fails is tried again before it is a dead letter, -1 if 16 times, or without end in order. */
  readonly maxReconsumeTimes: number
}

export interface ConsumerProblem {
  readonly code: 'bad-group' | 'bad-topic' | 'bad-sql' | 'bad-listener' | 'too-many'
  /** What RocketMQ says of it, or the number that is too large. */
  readonly detail: string
}

export interface OwnConsumer extends OwnConsumerSetup {
  readonly name: string
  /** It is started whenever the cluster is. */
  readonly isToRun: boolean
  readonly status: NodeStatus
  /** What its consumer has thrown when it was started; null if nothing. */
  readonly trouble: string | null
  /** Messages that its listener has right now. */
  readonly atWork: number
  /** The queues that are its. */
  readonly queues: ReadonlyArray<{ readonly topic: string; readonly queueId: number }>
  /** In broadcasting: how far it is, as its own machine knows. */
  readonly localOffsets: ReadonlyArray<{ readonly queueId: number; readonly offset: number }>
}

export interface OwnGroup {
  readonly group: string
  readonly members: readonly OwnConsumer[]
  /** Members that run differ in what they subscribe to, or in whether each gets all. */
  readonly disagreement: 'subscriptions' | 'ways' | null
  readonly queues: readonly OwnGroupQueue[]
  /** Messages in its retry topic that it has not committed, and in its dead letter topic. */
  readonly retry: number
  readonly dead: number
  /**
   * Places in its queues whose messages it has consumed with success, since the disk was emptied. A message that is tried again has
   * another place, in the retry topic.
   */
  readonly consumed: number
  /** Of these, how many it had not committed when this cluster was started; how many it has consumed once more since. */
  readonly due: number
  readonly again: number
  /** How many messages it had consumed were lost with the end of the log at the last start of the broker. */
  readonly gone: number
  /** The latest first. */
  readonly last: readonly OwnConsumed[]
}

export interface OwnGroupQueue extends OwnQueue {
  /** What the group wants next, as the broker has noted it, or the member's own machine, or null if nobody has said. */
  readonly committed: number | null
  readonly lag: number
  /** In broadcasting: whose place it is. Null when it is the group's. */
  readonly machine: string | null
  readonly owners: readonly string[]
}

export interface OwnConsumed {
  readonly consumer: string
  readonly topic: string
  readonly queueId: number
  readonly queueOffset: number
  readonly keys: string
  /** Such as `CONSUME_SUCCESS` or `EXCEPTION`. */
  readonly outcome: string
  /** 1 for the first. */
  readonly tries: number
  /** It was consumed with success before. */
  readonly isAgain: boolean
  readonly atMillis: number
}

export interface OwnQueue {
  readonly topic: string
  readonly queueId: number
  readonly minOffset: number
  readonly maxOffset: number
}

/** What happened between the broker's last moment and its start. */
export interface OwnRecovery {
  /** What had ended the broker before. `closed`: the tab was closed or the page was left. */
  readonly after: 'closed' | 'kill' | 'cut-power' | 'shutdown' | 'import'
  readonly how: 'normal' | 'abnormal'
  /** The file of the commit log that recovery began to read with; empty when there is none. */
  readonly from: string
  readonly records: number
  readonly dispatched: number
  /** Where the log ends: the last file, and the position in it. */
  readonly path: string
  readonly position: number
  /** Bytes behind the end that were thrown away. */
  readonly discarded: number
  /** When the broker was ended, or the machine last seen alive, and when this start was: ms since 1970, by the world's clock. */
  readonly lastAliveMillis: number | null
  readonly atMillis: number
  /** Messages that were acknowledged and are not in the log any more. At most 100 of them are listed. */
  readonly lost: number
  /** The same over all lives of the disk. */
  readonly lostEver: number
  readonly lostMessages: readonly LostMessage[]
}

export interface LostMessage {
  readonly keys: string
  readonly queueId: number
  readonly queueOffset: number
}

/** What is in a zip. */
export interface StoreCheck {
  /** In the order of the files; `error`: it will not be imported. `warning`: recovery will deal with it. */
  readonly problems: readonly StoreProblem[]
  readonly files: number
  readonly bytes: number
  readonly messages: number
  readonly topics: ReadonlyArray<{ readonly topic: string; readonly queues: number; readonly messages: number }>
}

export interface StoreProblem {
  readonly level: 'error' | 'warning'
  /** In the store directory; empty: the zip as a whole. */
  readonly path: string
  /** Where in the file; null for the file as a whole. */
  readonly position: number | null
  /** What is wrong, for the page to say in the reader's language. */
  readonly code: StoreProblemCode
  /** What the sentence needs, such as `expected` and `found`. */
  readonly values: Readonly<Record<string, string | number>>
}

export type StoreProblemCode =
  | 'not-a-zip'
  | 'too-big'
  /** Files. */
  | 'too-many'
  /** The disk that it is for is smaller. */
  | 'no-room'
  /** It is unpacked, and the broker does not start on it. */
  | 'broker-trouble'
  | 'no-store'
  | 'file-name'
  | 'file-size'
  | 'file-missing'
  | 'record-damaged'
  | 'entry-disagrees'
  | 'index-header'
  | 'checkpoint'
  /** What waits on the wheel can't be read. */
  | 'timer'
  | 'json'
  /** Of a topic, or of all of them; the page lists each of them. */
  | 'queue-count'
  /** The log has messages of a topic that the broker won't know. */
  | 'topic-unknown'
  | 'unknown-file'
