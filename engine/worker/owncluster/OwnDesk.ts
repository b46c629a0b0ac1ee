import type { Blocking } from '../../kernel/Blocking'
import type { Disk } from '../../ports/Disk'
import { Ledger } from './Ledger'
import type { OwnRecovery, OwnSettings } from './ownProtocol'
import type { StoreSizes } from './ownScenario'
import { OWN_SIZES } from './ownScenario'
import { StateFile } from './StateFile'

/** The last moment that is known of the broker's machine. */
export interface LastMoment {
  /** In ms since 1970; null when it never was. */
  readonly aliveMillis: number | null
  readonly ended: OwnRecovery['after']
}

interface Chosen {
  readonly settings: OwnSettings
  readonly sizes: StoreSizes
}

const SETTINGS = 'settings.json'
const LAST = 'last.json'

const FIRST_SETTINGS: OwnSettings = { flushDiskType: 'ASYNC_FLUSH', diskBytes: null }

/** What the page keeps beside the broker's directory: settings, the ledger, and how it ended. */
export class OwnDesk {
  /** The files on the desk. */
  static readonly FILES = [...Ledger.FILES, SETTINGS, LAST] as const
  readonly ledger: Ledger
  private readonly settingsFile: StateFile
  private readonly lastFile: StateFile

  private constructor(ledger: Ledger, settingsFile: StateFile, lastFile: StateFile) {
    this.ledger = ledger
    this.settingsFile = settingsFile
    this.lastFile = lastFile
  }

  static *open(disk: Disk): Blocking<OwnDesk> {
    const ledger = yield* Ledger.open(disk)
    return new OwnDesk(ledger, yield* StateFile.open(disk, SETTINGS), yield* StateFile.open(disk, LAST))
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

  get last(): LastMoment {
    const { aliveMillis, ended } = (this.lastFile.read() ?? {}) as Partial<LastMoment>
    return { aliveMillis: aliveMillis ?? null, ended: ended ?? 'closed' }
  }

  /** To be called every second at least, while the machine is on. */
  note(moment: LastMoment): void {
    this.lastFile.write(moment)
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
