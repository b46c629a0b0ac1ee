import type { CachedFile } from './CachedFile'

/** The unit in which memory and disk exchange bytes. Original: DefaultMappedFile#OS_PAGE_SIZE */
export const OS_PAGE_SIZE = 4096

/** One page of one file, in the machine's memory. */
export class Page {
  readonly file: CachedFile
  readonly index: number
  readonly bytes: Uint8Array
  /** Does it hold what has not been handed to the device yet? */
  isDirty: boolean
  /**
   * From the moment at which it is handed to the device until the flush returns: what the platter held before. If the
   * power goes in between, nobody can say which of the two is there afterwards.
   */
  before: Uint8Array | null

  constructor(file: CachedFile, index: number) {
    this.file = file
    this.index = index
    this.bytes = new Uint8Array(OS_PAGE_SIZE)
    this.isDirty = false
    this.before = null
  }

  /** Nothing would be lost if this page were forgotten. */
  get isClean(): boolean {
    return !this.isDirty && this.before === null
  }
}
