import type { Blocking } from '../../kernel/Blocking'
import type { Disk } from '../../ports/Disk'
import { checkConsumer } from './checkConsumer'
import { ConsumedBook } from './ConsumedBook'
import { MAX_CONSUMERS } from './consumerSpec'
import { Ledger } from './Ledger'
import type { OwnConsumerSetup, OwnRecovery, OwnSettings } from './ownProtocol'
import type { StoreSizes } from './ownScenario'
import { OWN_SIZES } from './ownScenario'
import { StateFile } from './StateFile'

/** The last moment that is known of the broker's machine. */
export interface LastMoment {
  /** In ms since 1970; null when it never was. */
  readonly aliveMillis: number | null
  readonly ended: OwnRecovery['after']
}

/** One of the reader's consumers. */
export interface KeptConsumer {
  /** From 1; its name and its machine's address have it. */
  readonly number: number
  readonly isToRun: boolean
  readonly setup: OwnConsumerSetup
}

interface Chosen {
  readonly settings: OwnSettings
  readonly sizes: StoreSizes
}

const SETTINGS = 'settings.json'
const LAST = 'last.json'
const CONSUMERS = 'consumers.json'

const FIRST_SETTINGS: OwnSettings = { flushDiskType: 'ASYNC_FLUSH', diskBytes: null }

/** What the page keeps beside the broker's directory: settings, the ledger, and how it ended. */
export class OwnDesk {
  /** The files on the desk. */
  static readonly FILES = [...Ledger.FILES, ...ConsumedBook.FILES, SETTINGS, LAST, CONSUMERS] as const
  readonly ledger: Ledger
  readonly consumed: ConsumedBook
  private readonly settingsFile: StateFile
  private readonly lastFile: StateFile
  private readonly consumersFile: StateFile

  private constructor(
    books: { readonly ledger: Ledger; readonly consumed: ConsumedBook },
    files: { readonly settings: StateFile; readonly last: StateFile; readonly consumers: StateFile },
  ) {
    this.ledger = books.ledger
    this.consumed = books.consumed
    this.settingsFile = files.settings
    this.lastFile = files.last
    this.consumersFile = files.consumers
  }

  static *open(disk: Disk): Blocking<OwnDesk> {
    const ledger = yield* Ledger.open(disk)
    const consumed = yield* ConsumedBook.open(disk)
    const settings = yield* StateFile.open(disk, SETTINGS)
    const last = yield* StateFile.open(disk, LAST)
    const consumers = yield* StateFile.open(disk, CONSUMERS)
    return new OwnDesk({ ledger, consumed }, { settings, last, consumers })
  }

  /** What was chosen last; the defaults when nothing was, or nothing that makes sense. */
  get chosen(): Chosen {
    const { settings, sizes } = (this.settingsFile.read() ?? {}) as Partial<Chosen>
    return {
      settings: isSettings(settings) ? settings : FIRST_SETTINGS,
      // Of the wheel nothing was noted before there was one.
      sizes: isSizes({ ...OWN_SIZES, ...sizes }) ? { ...OWN_SIZES, ...sizes } : OWN_SIZES,
    }
  }

  choose(settings: OwnSettings, sizes: StoreSizes): void {
    this.settingsFile.write({ settings, sizes })
  }

  /** None when nothing was kept, or nothing that makes sense. */
  get consumers(): readonly KeptConsumer[] {
    const kept: unknown = this.consumersFile.read()
    if (!Array.isArray(kept) || !kept.every(isKeptConsumer)) return []
    return new Set(kept.map(({ number }) => number)).size === kept.length ? kept : []
  }

  keepConsumers(consumers: readonly KeptConsumer[]): void {
    this.consumersFile.write(consumers)
  }

  get last(): LastMoment {
    const { aliveMillis, ended } = (this.lastFile.read() ?? {}) as Partial<LastMoment>
    return { aliveMillis: aliveMillis ?? null, ended: ended ?? 'closed' }
  }

  /** To be called every second at least, while the machine is on. */
  note(moment: LastMoment): void {
    this.lastFile.write(moment)
  }
}

function isKeptConsumer(value: unknown): value is KeptConsumer {
  const { number, isToRun, setup } = (value ?? {}) as Partial<KeptConsumer>
  const isNumber = isPositive(number) && number! <= MAX_CONSUMERS
  if (!isNumber || typeof isToRun !== 'boolean' || typeof setup !== 'object') return false
  try {
    return checkConsumer(setup) === null
  } catch {
    return false
  }
}

export function isSettings(value: unknown): value is OwnSettings {
  const { flushDiskType, diskBytes } = (value ?? {}) as Partial<OwnSettings>
  const isKnown = flushDiskType === 'ASYNC_FLUSH' || flushDiskType === 'SYNC_FLUSH'
  return isKnown && (diskBytes === null || isPositive(diskBytes))
}

function isSizes(value: unknown): value is StoreSizes {
  const sizes = (value ?? {}) as Partial<StoreSizes>
  return (Object.keys(OWN_SIZES) as Array<keyof StoreSizes>).every((name) => isPositive(sizes[name]))
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}
