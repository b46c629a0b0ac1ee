import type { Blocking } from '../../kernel/Blocking'
import type { Disk } from '../../ports/Disk'
import { OwnDesk } from './OwnDesk'

/** A place for one store. */
export interface Shelf {
  /** The disk of the broker's machine. */
  readonly broker: Disk
  /** For what the page itself writes down about the store. */
  readonly desk: Disk
  /** The disks of the consumers' machines: the offsets of those that broadcast. */
  readonly clients: Disk
}

/** On the first desk: the second shelf is the current one. */
const SECOND_IS_CURRENT = 'second-is-current'
/** On the desk of a store that is being made. */
const UNFINISHED = 'unfinished'

/**
 * Two shelves, of which one is current. A store that is to replace the current one is made on the other shelf, and takes over
 * by a single step of the directory: a file is created, or deleted. Whenever the worker ends, one of the two is there as a whole.
 */
export class Shelves {
  current: Shelf
  /** Has a store been left unfinished by an earlier worker? It has been cleared away. */
  readonly wasCutOff: boolean
  private readonly both: readonly [Shelf, Shelf]

  private constructor(both: readonly [Shelf, Shelf], current: Shelf, wasCutOff: boolean) {
    this.both = both
    this.current = current
    this.wasCutOff = wasCutOff
  }

  static *open(both: readonly [Shelf, Shelf]): Blocking<Shelves> {
    const [first, second] = both
    const isSecond = yield* first.desk.exists(SECOND_IS_CURRENT)
    const [current, other] = isSecond ? [second, first] : [first, second]
    const wasCutOff = yield* other.desk.exists(UNFINISHED)
    yield* clear(other)
    yield* deleteIfThere(current.desk, UNFINISHED)
    return new Shelves(both, current, wasCutOff)
  }

  /** The other shelf, empty, for a store that is to take over. */
  *begin(): Blocking<Shelf> {
    const { other } = this
    yield* clear(other)
    yield* create(other.desk, UNFINISHED)
    return other
  }

  /** The store on the other shelf is the current one from now on, and the old one is cleared away. */
  *takeOver(): Blocking<void> {
    const old = this.current
    const { desk } = this.both[0]
    if (old === this.both[0]) yield* create(desk, SECOND_IS_CURRENT)
    else yield* desk.delete(SECOND_IS_CURRENT)
    this.current = this.other
    yield* deleteIfThere(this.current.desk, UNFINISHED)
    yield* clear(old)
  }

  /** The current store stays, and the other one is cleared away. */
  *giveUp(): Blocking<void> {
    yield* clear(this.other)
  }

  private get other(): Shelf {
    const [first, second] = this.both
    return this.current === first ? second : first
  }
}

/** Last of all goes the word that it is unfinished. */
function* clear({ broker, desk, clients }: Shelf): Blocking<void> {
  for (const disk of [broker, clients]) {
    for (const path of yield* disk.list('')) yield* disk.delete(path)
  }
  for (const path of [...OwnDesk.FILES, UNFINISHED]) yield* deleteIfThere(desk, path)
}

function* create(disk: Disk, path: string): Blocking<void> {
  const file = yield* disk.open(path, true)
  yield* file.flush()
  file.close()
}

function* deleteIfThere(disk: Disk, path: string): Blocking<void> {
  if (yield* disk.exists(path)) yield* disk.delete(path)
}
