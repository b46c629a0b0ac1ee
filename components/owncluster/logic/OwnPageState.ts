import type {
  ConsumerProblem, OwnConsumerSetup, OwnListener, OwnMessage, OwnQuery, OwnRecovery, OwnSend, OwnSent, OwnSettings,
  OwnState, StoreCheck,
} from '../../../engine/worker/owncluster/ownProtocol'
import type { Ask } from '../../store/logic/Ask'

/** What the page is waiting for. */
export type Doing =
  | 'opening' | 'sending' | 'breaking' | 'booting' | 'settings' | 'finding' | 'resetting' | 'exporting' | 'checking' | 'importing' | 'consumers'

/** What is done the moment that the last message has been answered. */
export type Then = 'nothing' | 'reload' | 'cut-power' | 'kill'

export interface Progress {
  readonly done: number
  readonly of: number
}

/** What recovery found, and how many messages had been acknowledged when it did: sending goes on, the card stays. */
export interface Recovered {
  readonly recovery: OwnRecovery
  readonly acknowledged: number
}

export interface Found {
  readonly query: OwnQuery
  readonly messages: readonly OwnMessage[]
  readonly isCut: boolean
}

/** An archive that the reader has chosen and not yet put on the disk. */
export interface Archive {
  readonly name: string
  readonly zip: Uint8Array
  readonly check: StoreCheck
}

/** A stretch of a file of the broker that the reader wants to see. */
export interface Wanted {
  readonly path: string
  readonly position: number
  readonly length: number
  /** Grows each time: who asks for the same place again wants to be led there again. */
  readonly nth: number
}

/** What has been done and is to be said. */
export type PageNotice =
  | { readonly kind: 'exported'; readonly name: string; readonly bytes: number }
  | { readonly kind: 'was-reset' | 'was-imported' | 'was-cut-off' | 'given-up' }
  | { readonly kind: 'failed'; readonly message: string }

export interface OwnPageData {
  /** Null before the worker has said anything. */
  readonly cluster: OwnState | null
  /** Who answers what the views of the files ask; another one with each start of the worker. */
  readonly askFiles: Ask | null
  /** Why the worker has ended; null while it lives. */
  readonly breakdown: string | null
  readonly doing: ReadonlySet<Doing>
  /** Of the messages that are being sent. */
  readonly progress: Progress | null
  /** Of the archive that is being looked through, put on the disk, or made. */
  readonly archiveProgress: Progress | null
  readonly recovered: Recovered | null
  readonly sent: OwnSent | null
  readonly found: Found | null
  /** Why the consumer that was to be added last can't be; null when it could. */
  readonly refused: ConsumerProblem | null
  readonly archive: Archive | null
  readonly wanted: Wanted | null
  readonly notice: PageNotice | null
}

export interface OwnPageActions {
  /** Starts the worker and the cluster in it. Also after it has ended, or to ask for the disk once more. */
  start(): void
  /** Ends the worker: for the cluster it is a power cut. */
  stop(): void
  send(send: OwnSend, then: Then): Promise<void>
  breakBroker(how: 'kill' | 'cut-power' | 'shutdown'): Promise<void>
  boot(): Promise<void>
  applySettings(settings: OwnSettings): Promise<void>
  /** @returns whether there is such a consumer now */
  addConsumer(setup: OwnConsumerSetup): Promise<boolean>
  setConsumer(name: string, listener: OwnListener): Promise<void>
  stopConsumer(name: string, how: 'shutdown' | 'kill'): Promise<void>
  startConsumer(name: string): Promise<void>
  removeConsumer(name: string): Promise<void>
  find(query: OwnQuery): Promise<void>
  reset(): Promise<void>
  /** Saves the archive where the browser puts its downloads. */
  exportStore(): Promise<void>
  /** Looks through an archive; {@link OwnPageData.archive} then has it. */
  check(file: Blob & { readonly name: string }): Promise<void>
  /** Puts the archive that was looked through on the disk. */
  replace(): Promise<void>
  putAway(): void
  /** Gives up the check, the import or the export that is under way: all is as it was. */
  giveUp(): Promise<void>
  show(path: string, position: number, length: number): void
  dismiss(): void
}

export type OwnPageState = OwnPageData & OwnPageActions
