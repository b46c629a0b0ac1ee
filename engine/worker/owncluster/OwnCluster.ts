import { runAlone } from '../../adapters/host/runAlone'
import type { SendResult } from '../../client/producer/SendResult'
import { emptyFiles } from '../../cluster/emptyFiles'
import { endOfLog } from '../../cluster/endOfLog'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { Blocking } from '../../kernel/Blocking'
import type { Compressor } from '../../ports/Compressor'
import type { Disk } from '../../ports/Disk'
import { BoundedDisk } from '../../ports/memory/BoundedDisk'
import { timeMillisToHumanString } from '../../store/index/timeMillisToHumanString'
import type { TraceEvent, TraceEventOf } from '../../trace/events'
import { examineStore } from '../archive/examineStore'
import { exportStore } from '../archive/exportStore'
import { AtEase, GivenUpError } from './AtEase'
import { Crew } from './Crew'
import { BrokerTroubleError, checkForDisk, withTrouble } from './checkForDisk'
import { latestTime } from './latestTime'
import { isSettings, OwnDesk } from './OwnDesk'
import { OwnFiles } from './OwnFiles'
import type {
  OwnConsumerSetup, OwnNotice, OwnQuery, OwnRecovery, OwnReply, OwnRequest, OwnSend, OwnSettings, OwnState, StoreCheck,
} from './ownProtocol'
import type { StoreSizes } from './ownScenario'
import { OWN_SIZES } from './ownScenario'
import { OwnSession } from './OwnSession'
import type { OwnStorage } from './OwnStorage'
import { recoveryOf } from './recoveryOf'
import { queryStore } from './queryStore'
import type { WorldClock } from './RealTime'
import { Sending } from './Sending'
import type { Shelf } from './Shelves'
import { Shelves } from './Shelves'
import { StateBook } from './StateBook'
import { unpackOntoDisk } from './unpackOntoDisk'

const NOTICE_MILLIS = 100
const ALIVE_MILLIS = 1000
const QUOTA_MILLIS = 10_000
/** How much of an import is done when the archive is looked through. */
const EXAMINED = 0.4

export interface OwnWorld {
  readonly storage: OwnStorage
  readonly clock: WorldClock
  readonly compressor: Compressor
  /** A number that nobody can foresee. */
  seed(): number
  notify(notice: OwnNotice): void
}

/**
 * The reader's own cluster: a broker whose disk is there again at the next visit. It is not recorded and can't be turned
 * back; it goes with the time of the world, and the end of the worker cuts its power.
 */
export class OwnCluster {
  private readonly world: OwnWorld
  private readonly book: StateBook
  private shelves: Shelves | null
  /** What is on the shelf that is in use. */
  private opened: { readonly disk: BoundedDisk; readonly desk: OwnDesk; readonly clients: Disk } | null
  private readonly crew: Crew
  private session: OwnSession | null
  private files: OwnFiles | null
  private settings: OwnSettings
  private sizes: StoreSizes
  /** What the next start of the broker comes after. */
  private after: OwnRecovery['after']
  private aliveMillis: number | null
  /** When the reader ended the broker, by the world's clock; null if nobody did. */
  private endedMillis: number | null
  /** What was known before the broker was started last. */
  private before: Pick<OwnRecovery, 'after' | 'lastAliveMillis'>
  private wasEmpty: boolean
  private sendings: Sending[]
  private queue: Promise<unknown>
  private readonly atEase: AtEase
  private noticedAt: number
  private quotaAskedAt: number
  /** What the browser has left for this site, in bytes. */
  private freeBytes: number

  constructor(world: OwnWorld) {
    this.world = world
    this.book = new StateBook()
    this.shelves = null
    this.opened = null
    this.crew = new Crew()
    this.session = null
    this.files = null
    this.settings = { flushDiskType: 'ASYNC_FLUSH', diskBytes: null }
    this.sizes = OWN_SIZES
    this.after = 'closed'
    this.aliveMillis = null
    this.endedMillis = null
    this.before = { after: 'closed', lastAliveMillis: null }
    this.wasEmpty = true
    this.sendings = []
    this.queue = Promise.resolve()
    this.atEase = new AtEase(world.clock)
    this.noticedAt = -Infinity
    this.quotaAskedAt = -Infinity
    this.freeBytes = Infinity
  }

  /** Never rejects: what goes wrong is told in a sentence. */
  async answer(request: OwnRequest): Promise<OwnReply> {
    try {
      return await this.answerTo(request)
    } catch (error) {
      if (error instanceof GivenUpError) return { type: 'own-given-up', state: this.state() }
      return { type: 'failed', message: error instanceof Error ? error.message : String(error) }
    }
  }

  private async answerTo(request: OwnRequest): Promise<OwnReply> {
    switch (request.type) {
      case 'own-open':
        return await this.inTurn(() => this.open())
      case 'own-send':
        return await this.send(request.send)
      case 'own-break':
        return await this.inTurn(() => this.break(request.how))
      case 'own-boot':
        return await this.inTurn(() => this.boot())
      case 'own-settings':
        return await this.inTurn(() => this.choose(request.settings))
      case 'own-add-consumer':
        return await this.addConsumer(request.setup)
      case 'own-set-consumer':
        return await this.inTurn(async () => this.crew.set(request.name, request.listener))
      case 'own-stop-consumer':
        return await this.inTurn(() => this.crew.stop(request.name, request.how))
      case 'own-start-consumer':
        return await this.inTurn(() => this.crew.start(request.name))
      case 'own-remove-consumer':
        return await this.inTurn(() => this.crew.remove(request.name))
      case 'own-query':
        return this.query(request.query)
      case 'own-reset':
        return await this.inTurn(() => this.reset())
      case 'own-export':
        return await this.export()
      case 'own-check':
        return { type: 'own-checked', check: await this.check(request.zip) }
      case 'own-import':
        return await this.import(request.zip)
      case 'own-give-up':
        this.atEase.giveUp()
        return { type: 'own-state', state: this.state() }
      default:
        return await this.look(request)
    }
  }

  /** The cluster stops where it is, as when the worker ends. */
  async close(): Promise<void> {
    await this.session?.end()
    this.world.storage.close()
  }

  /** What changes the broker's life happens one thing after the other. Messages don't wait for it to be over. */
  private async inTurn(work: () => Promise<void>): Promise<OwnReply> {
    return await this.alone(async () => {
      await work()
      return { type: 'own-state', state: this.state() }
    })
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work)
    this.queue = done.catch(() => undefined)
    return done
  }

  private async open(): Promise<void> {
    if (this.shelves !== null) return
    const { storage } = this.world
    this.shelves = await runAlone(() => Shelves.open(storage.shelves))
    await this.use(this.shelves.current)
    await this.start()
  }

  private async addConsumer(setup: OwnConsumerSetup): Promise<OwnReply> {
    return await this.alone(async () => {
      const problem = await this.crew.add(setup)
      return problem === null ? { type: 'own-state', state: this.state() } : { type: 'own-consumer-refused', problem }
    })
  }

  private async use({ broker, desk, clients }: Shelf): Promise<void> {
    this.opened = await runAlone(function* () {
      return { disk: yield* BoundedDisk.of(broker), desk: yield* OwnDesk.open(desk), clients }
    })
    this.crew.use(this.opened.desk)
    const { chosen, last } = this.opened.desk
    this.settings = chosen.settings
    this.sizes = chosen.sizes
    this.after = last.ended
    this.aliveMillis = last.aliveMillis
    this.endedMillis = null
  }

  /** A new cluster on what lies on the disk. */
  private async start(): Promise<void> {
    const { clock, compressor, seed } = this.world
    const { disk, desk, clients } = this.parts()
    this.isToStart()
    if (this.wasEmpty) {
      desk.ledger.clear()
      desk.consumed.clear()
    }
    await this.askQuota()
    const { settings, sizes } = this
    await runAlone(() => deleteEmptyFiles(disk))
    const seen = Math.max(this.aliveMillis ?? 0, await runAlone(() => latestTime(disk)))
    const epochMillis = Math.max(clock.now(), seen + 1)
    const world = { disk, clients, clock, compressor, settings, sizes, seed: seed(), epochMillis }
    this.book.recovery = null
    this.session = new OwnSession(world, {
      recovered: (event) => this.recovered(event),
      changed: (event) => this.changed(event),
      turned: () => this.turned(),
      failed: (error) => this.world.notify({ type: 'own-broken', message: error instanceof Error ? error.message : String(error) }),
    })
    this.files = new OwnFiles(disk, this.session.broker.machine.pageCache, sizes)
    await this.session.start()
    this.nowRunning()
    this.crew.join(this.session)
  }

  private changed(event: TraceEvent): void {
    this.crew.heard(event)
    this.book.version++
  }

  private isToStart(): void {
    this.wasEmpty = this.parts().disk.paths().length === 0
    this.before = { after: this.after, lastAliveMillis: this.endedMillis ?? this.aliveMillis }
  }

  private nowRunning(): void {
    if (this.session?.isRunning !== true) return
    this.after = 'closed'
    this.endedMillis = null
    this.noteAlive()
  }

  /** Nothing of the old cluster moves any more; what it has not flushed is still to be seen to. */
  private async end(): Promise<void> {
    await this.session?.end()
    this.session = null
    this.crew.leave()
    this.world.storage.close()
  }

  private recovered(event: TraceEventOf<'store-recovered'>): void {
    const { ledger } = this.parts().desk
    const lost = ledger.settle(endOfLog(event))
    this.crew.recovered(this.session?.broker.broker ?? null)
    const moment = { ...this.before, atMillis: this.world.clock.now() }
    this.book.recovery = this.wasEmpty ? null : recoveryOf(event, lost, ledger.lost, moment)
  }

  private async break(how: 'kill' | 'cut-power' | 'shutdown'): Promise<void> {
    const session = this.live()
    this.book.ask(session)
    this.files?.ask(session.store)
    if (!(await session.break(how === 'cut-power' ? 'power-cut' : how))) return
    this.after = how
    this.endedMillis = this.world.clock.now()
    this.noteAlive()
    if (how !== 'cut-power') return
    this.files?.losePower()
    this.book.losePower()
  }

  private async boot(): Promise<void> {
    const session = this.live()
    this.isToStart()
    // Without power the page cache is empty; otherwise it knows the files at their full length.
    if (session.broker.status === 'without power') await session.observe(() => deleteEmptyFiles(this.parts().disk))
    await session.boot()
    this.nowRunning()
  }

  private async choose(settings: OwnSettings): Promise<void> {
    if (!isSettings(settings)) throw new RangeError('settings that a broker could have')
    await this.putDown()
    await this.end()
    const { flushDiskType, diskBytes } = settings
    this.settings = { flushDiskType, diskBytes }
    this.parts().desk.choose(this.settings, this.sizes)
    await this.start()
  }

  /**
   * Everything that can be saved is on the disk: consumers commit and leave, a broker that runs is shut down, and the machine
   * writes what it has.
   */
  private async putDown(): Promise<void> {
    const session = this.live()
    await this.crew.layDown()
    if (session.broker.status === 'running' || session.broker.status === 'starting') await this.break('shutdown')
    await session.sync()
  }

  private reset(): Promise<void> {
    return this.replace('closed', function* () {
      return OWN_SIZES
    })
  }

  /**
   * Another store takes the place of this one: all of it, as soon as a broker runs on it, or nothing of it.
   * @param after what its broker's start comes after
   * @param fill puts it on an empty disk, and returns how large its files are
   * @throws BrokerTroubleError when no broker runs on it, and what `fill` throws: this store is in use again then
   */
  private async replace(after: OwnRecovery['after'], fill: (disk: BoundedDisk) => Blocking<StoreSizes>): Promise<void> {
    const { settings, shelves, crew: { consumers } } = this
    if (shelves === null) throw new Error('the cluster has not been opened')
    // A broker that did not start has nothing that could still be saved.
    if (this.session?.trouble === null) await this.putDown()
    await this.end()
    try {
      await this.use(await runAlone(() => shelves.begin()))
      const { disk, desk } = this.parts()
      this.settings = settings
      await this.askQuota()
      this.sizes = await runAlone(() => fill(disk))
      this.after = after
      desk.note({ aliveMillis: null, ended: after })
      desk.choose(settings, this.sizes)
      this.crew.bring(consumers)
      this.book.forget()
      await this.start()
      if (!this.live().isRunning) throw new BrokerTroubleError(this.live().trouble ?? this.live().broker.status)
    } catch (error) {
      await this.end()
      await this.use(shelves.current)
      await this.start()
      await runAlone(() => shelves.giveUp())
      throw error
    }
    await runAlone(() => shelves.takeOver())
  }

  private async send(send: OwnSend): Promise<OwnReply> {
    await this.queue
    const session = this.live()
    const isRunning = (): boolean => session.isRunning
    const sending = new Sending(send, isRunning, (result, keys) => this.acknowledged(session, result, keys))
    this.sendings.push(sending)
    try {
      await session.send(sending, () => sending.isOver)
    } finally {
      this.sendings = this.sendings.filter((each) => each !== sending)
    }
    return { type: 'own-sent', sent: sending.sent, state: this.state() }
  }

  private acknowledged(session: OwnSession, result: SendResult, keys: string): void {
    const { offsetMsgId, messageQueue, queueOffset } = result
    if (offsetMsgId === null) return
    const physicalOffset = MessageDecoder.decodeMessageId(offsetMsgId).offset
    const safeFrom = session.store?.getMaxPhyOffset() ?? Infinity
    this.parts().desk.ledger.add({ physicalOffset, queueId: messageQueue.queueId, queueOffset, keys }, safeFrom)
    this.book.version++
  }

  private query(query: OwnQuery): OwnReply {
    const { store } = this.live()
    if (store === null) throw new Error('there is no broker that could be asked: it is not running')
    return { type: 'own-messages', ...queryStore(store, this.world.compressor, query) }
  }

  private async export(): Promise<OwnReply> {
    return await this.alone(async () => {
      const session = this.live()
      const isToRun = session.isRunning
      await this.putDown()
      const atMillis = this.world.clock.now()
      const packing = session.observe(() => this.pack(session, atMillis))
      const zip = await packing.finally(async () => {
        if (isToRun) await this.boot()
        this.crew.rise()
      })
      const name = `rocketscope-store-${timeMillisToHumanString(atMillis)}.zip`
      return { type: 'own-zip', name, zip, state: this.state() }
    })
  }

  private pack({ configuration }: OwnSession, atMillis: number): Blocking<Uint8Array> {
    const { disk } = this.parts()
    const of = disk.paths().reduce((sum, path) => sum + disk.sizeOf(path), 1)
    const goOn = this.atEase.begin()
    let done = 0
    return exportStore(disk, { ...configuration, atMillis }, (bytes) => {
      done += bytes
      this.tellOfArchive(done / of)
      goOn()
    })
  }

  private async check(zip: Uint8Array): Promise<StoreCheck> {
    const { check } = await this.atEase.do(examineStore(zip), (done) => this.tellOfArchive(done))
    return checkForDisk(check, this.roomForAnother())
  }

  private async import(zip: Uint8Array): Promise<OwnReply> {
    return await this.alone(async () => {
      const store = await this.atEase.do(examineStore(zip), (done) => this.tellOfArchive(done * EXAMINED))
      const check = checkForDisk(store.check, this.roomForAnother())
      if (check.problems.some(({ level }) => level === 'error')) return { type: 'own-checked', check }
      const goOn = this.atEase.begin()
      try {
        await this.replace('import', (disk) => unpackOntoDisk(store, disk, (done, of) => {
          this.tellOfArchive(EXAMINED + (1 - EXAMINED) * done / of)
          goOn()
        }))
      } catch (error) {
        if (!(error instanceof BrokerTroubleError)) throw error
        return { type: 'own-checked', check: withTrouble(check, error) }
      }
      return { type: 'own-state', state: this.state() }
    })
  }

  private tellOfArchive(done: number): void {
    this.world.notify({ type: 'own-progress', what: 'archive', done: Math.round(done * 100), of: 100 })
  }

  private async look(request: Extract<OwnRequest, { type: 'files' | 'bytes' | 'file-fields' }>): Promise<OwnReply> {
    const session = this.live()
    const files = this.files!
    if (request.type === 'files') {
      files.ask(session.store)
      return { type: 'files', files: files.list() }
    }
    const { path, from, length } = request
    if (request.type === 'file-fields') {
      return { type: 'file-fields', fields: await session.observe(() => files.fields(path, from, length)) }
    }
    const bytes = await session.observe(() => files.bytes(path, from, length, request.layer ?? 'memory'))
    return { type: 'bytes', from, bytes }
  }

  /** The kernel has run for a while. What was acknowledged is written down before anybody is told. */
  private turned(): void {
    const { desk } = this.parts()
    const now = this.world.clock.now()
    desk.ledger.save()
    desk.consumed.save()
    if (this.session?.store) desk.ledger.safeUpTo(this.session.safeUpTo())
    if (now - this.book.aliveAt >= ALIVE_MILLIS && this.isMachineBusy()) this.noteAlive()
    if (now - this.quotaAskedAt >= QUOTA_MILLIS) void this.askQuota()
    if (now - this.noticedAt < NOTICE_MILLIS || !this.book.hasNews) return
    this.noticedAt = now
    this.world.notify({ type: 'own-changed', state: this.state() })
    const sending = this.sendings[0]
    if (sending) this.world.notify({ type: 'own-progress', what: 'send', done: sending.done, of: sending.step.count })
  }

  private isMachineBusy(): boolean {
    const status = this.session?.broker.status
    return status === 'starting' || status === 'running' || status === 'killed'
  }

  private noteAlive(): void {
    this.aliveMillis = this.session?.currentTimeMillis() ?? this.aliveMillis
    this.book.aliveAt = this.world.clock.now()
    // A process that was killed is found out by its own machine; when the page goes too, it is the page that matters.
    const ended = this.after === 'kill' ? 'closed' : this.after
    this.parts().desk.note({ aliveMillis: this.aliveMillis, ended })
  }

  private async askQuota(): Promise<void> {
    this.quotaAskedAt = this.world.clock.now()
    const { disk } = this.parts()
    const estimate = await this.world.storage.estimate()
    this.freeBytes = estimate === null ? Infinity : Math.max(0, estimate.quota - estimate.usage)
    disk.capacity = Math.min(this.settings.diskBytes ?? Infinity, disk.used + this.freeBytes)
  }

  /** How large a store may be that is made beside this one, in bytes. */
  private roomForAnother(): number {
    return Math.min(this.settings.diskBytes ?? Infinity, this.freeBytes)
  }

  private state(): OwnState {
    const { storage, reason } = this.world.storage
    const { disk, desk } = this.parts()
    const session = this.session
    this.book.ask(session)
    return {
      storage,
      reason,
      broker: session?.broker.status ?? 'stopped',
      trouble: session?.trouble ?? null,
      settings: this.settings,
      usedBytes: disk.used,
      quotaBytes: disk.capacity === Infinity ? null : disk.capacity,
      acknowledged: desk.ledger.count,
      groups: this.crew.groups(),
      wasCutOff: this.shelves?.wasCutOff === true,
      ...this.book.page(),
    }
  }

  /** @throws Error before `own-open` */
  private parts(): { readonly disk: BoundedDisk; readonly desk: OwnDesk; readonly clients: Disk } {
    if (this.opened === null) throw new Error('the cluster has not been opened')
    return this.opened
  }

  private live(): OwnSession {
    if (this.session === null) throw new Error('the cluster is not there')
    return this.session
  }
}

/** Here the page is the operator. No page cache may know the files. */
function* deleteEmptyFiles(disk: BoundedDisk): Blocking<void> {
  for (const path of yield* emptyFiles(disk)) yield* disk.delete(path)
}
