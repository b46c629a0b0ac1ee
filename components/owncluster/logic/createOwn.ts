import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { OwnConsumerSetup, OwnNotice, OwnRequest, OwnSend, OwnState } from '../../../engine/worker/owncluster/ownProtocol'
import type { OwnClient } from './ownClient'
import type { Archive, Doing, OwnPageActions, OwnPageData, OwnPageState, Then } from './OwnPageState'

/** What the page needs of the world around it. */
export interface OwnPageWorld {
  readonly connect: () => OwnClient
  readonly save: (name: string, zip: Uint8Array) => void
  readonly reload: () => void
}

const NOTHING: OwnPageData = {
  cluster: null, askFiles: null, breakdown: null, doing: new Set(), progress: null, archiveProgress: null,
  recovered: null, sent: null, found: null, refused: null, archive: null, wanted: null, notice: null,
}

export function createOwn(world: OwnPageWorld): StoreApi<OwnPageState> {
  return createStore<OwnPageState>((set, get) => ({ ...NOTHING, ...new Own(world, set, get).actions() }))
}

/** The page's side of the cluster: what the worker has said of it, what it is asked for, and what is being waited for. */
class Own {
  private readonly world: OwnPageWorld
  private readonly set: (change: Partial<OwnPageData>) => void
  private readonly get: () => OwnPageData
  private client: OwnClient | null

  constructor(world: OwnPageWorld, set: (change: Partial<OwnPageData>) => void, get: () => OwnPageData) {
    this.world = world
    this.set = set
    this.get = get
    this.client = null
  }

  actions(): OwnPageActions {
    return {
      start: () => this.start(),
      stop: () => this.stop(),
      send: (send, then) => this.send(send, then),
      breakBroker: (how) => this.change('breaking', { type: 'own-break', how }),
      boot: () => this.change('booting', { type: 'own-boot' }),
      applySettings: (settings) => this.change('settings', { type: 'own-settings', settings }),
      addConsumer: (setup) => this.addConsumer(setup),
      setConsumer: (name, listener) => this.change('consumers', { type: 'own-set-consumer', name, listener }),
      stopConsumer: (name, how) => this.change('consumers', { type: 'own-stop-consumer', name, how }),
      startConsumer: (name) => this.change('consumers', { type: 'own-start-consumer', name }),
      removeConsumer: (name) => this.change('consumers', { type: 'own-remove-consumer', name }),
      find: (query) => this.during('finding', async (client) => {
        const { messages, isCut } = await client.ask({ type: 'own-query', query }, 'own-messages')
        this.set({ found: { query, messages, isCut } })
      }),
      reset: () => this.reset(),
      exportStore: () => this.exportStore(),
      check: (file) => this.during('checking', async (client) => {
        const zip = new Uint8Array(await file.arrayBuffer())
        const reply = await client.ask({ type: 'own-check', zip }, 'own-checked', 'own-given-up')
        if (reply.type === 'own-given-up') return this.givenUp(reply.state, null)
        this.set({ archive: { name: file.name, zip, check: reply.check } })
      }),
      replace: () => this.replace(),
      putAway: () => this.set({ archive: null }),
      giveUp: async () => void (await this.client?.ask({ type: 'own-give-up' }, 'own-state').catch(() => undefined)),
      show: (path, position, length) => {
        this.set({ wanted: { path, position, length, nth: (this.get().wanted?.nth ?? 0) + 1 } })
      },
      dismiss: () => this.set({ notice: null }),
    }
  }

  private start(): void {
    this.client?.close()
    const client = this.world.connect()
    this.client = client
    this.set({ ...NOTHING, askFiles: client.askFiles })
    client.onNotice = (notice) => this.client === client && this.hear(client, notice)
    client.onBreakDown = (message) => this.breakDown(client, message)
    void this.open()
  }

  private async open(): Promise<void> {
    await this.change('opening', { type: 'own-open' })
    const { cluster, notice } = this.get()
    if (cluster?.wasCutOff === true && notice === null) this.set({ notice: { kind: 'was-cut-off' } })
  }

  private breakDown(client: OwnClient, message: string): void {
    if (this.client !== client) return
    this.client = null
    client.close()
    this.set({ breakdown: message, doing: new Set(), progress: null, archiveProgress: null, archive: null })
  }

  private stop(): void {
    this.client?.close()
    this.client = null
  }

  private hear(client: OwnClient, notice: OwnNotice): void {
    if (notice.type === 'own-broken') this.breakDown(client, notice.message)
    if (notice.type === 'own-changed') this.take(notice.state)
    if (notice.type !== 'own-progress') return
    const { what, done, of } = notice
    this.set(what === 'send' ? { progress: { done, of } } : { archiveProgress: { done, of } })
  }

  /** What the cluster is like now. A start that is new is remembered with what had been acknowledged before it. */
  private take(cluster: OwnState): void {
    const { recovery, acknowledged } = cluster
    const known = this.get().recovered
    if (recovery === null) return this.set({ cluster, recovered: null })
    if (known?.recovery.atMillis === recovery.atMillis) return this.set({ cluster })
    this.set({ cluster, recovered: { recovery, acknowledged } })
  }

  private async send(send: OwnSend, then: Then): Promise<void> {
    await this.during('sending', async (client) => {
      this.set({ sent: null })
      const { sent, state } = await client.ask({ type: 'own-send', send }, 'own-sent')
      // Nothing may come between the last answer and what is to follow it at once.
      if (then === 'reload') {
        this.stop()
        return this.world.reload()
      }
      this.take(state)
      this.set({ sent })
      if (then !== 'nothing') void this.change('breaking', { type: 'own-break', how: then })
    })
  }

  private async addConsumer(setup: OwnConsumerSetup): Promise<boolean> {
    let isThere = false
    await this.during('consumers', async (client) => {
      this.set({ refused: null })
      const reply = await client.ask({ type: 'own-add-consumer', setup }, 'own-state', 'own-consumer-refused')
      if (reply.type === 'own-consumer-refused') return this.set({ refused: reply.problem })
      this.take(reply.state)
      isThere = true
    })
    return isThere
  }

  private async reset(): Promise<void> {
    await this.change('resetting', { type: 'own-reset' })
    if (this.get().notice === null) this.set({ sent: null, found: null, wanted: null, notice: { kind: 'was-reset' } })
  }

  private exportStore(): Promise<void> {
    return this.during('exporting', async (client) => {
      const reply = await client.ask({ type: 'own-export' }, 'own-zip', 'own-given-up')
      if (reply.type === 'own-given-up') return this.givenUp(reply.state, this.get().archive)
      const { name, zip, state } = reply
      this.take(state)
      this.world.save(name, zip)
      this.set({ notice: { kind: 'exported', name, bytes: zip.length } })
    })
  }

  private replace(): Promise<void> {
    return this.during('importing', async (client) => {
      const { archive } = this.get()
      if (archive === null) return
      const reply = await client.ask({ type: 'own-import', zip: archive.zip }, 'own-state', 'own-checked', 'own-given-up')
      if (reply.type === 'own-given-up') return this.givenUp(reply.state, null)
      if (reply.type === 'own-checked') return this.set({ archive: { ...archive, check: reply.check } })
      this.take(reply.state)
      this.set({ archive: null, sent: null, found: null, wanted: null, notice: { kind: 'was-imported' } })
    })
  }

  /** @param archive what the reader is still asked about */
  private givenUp(cluster: OwnState, archive: Archive | null): void {
    this.take(cluster)
    this.set({ archive, notice: { kind: 'given-up' } })
  }

  /** Asks for something that changes the cluster and takes what it is then like. */
  private change(doing: Doing, request: OwnRequest): Promise<void> {
    return this.during(doing, async (client) => this.take((await client.ask(request, 'own-state')).state))
  }

  /** What goes wrong is said, unless the worker has ended: then that is what is said. */
  private async during(doing: Doing, work: (client: OwnClient) => Promise<void>): Promise<void> {
    const { client } = this
    if (client === null) return
    this.set({ doing: new Set([...this.get().doing, doing]), notice: null })
    try {
      await work(client)
    } catch (error) {
      if (this.client === client) this.set({ notice: { kind: 'failed', message: (error as Error).message } })
    }
    if (this.client !== client) return
    const left = new Set(this.get().doing)
    left.delete(doing)
    this.set({ doing: left })
    if (doing === 'sending') this.set({ progress: null })
    if (doing === 'checking' || doing === 'importing' || doing === 'exporting') this.set({ archiveProgress: null })
  }
}
