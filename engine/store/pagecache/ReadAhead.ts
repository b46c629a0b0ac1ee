/** Pages that are read ahead at first, and at most: 128 KiB, as Linux has it. */
const FIRST_WINDOW = 4
const MAX_WINDOW = 32

/**
 * Guesses what will be read next of one file. A read of just the page behind the last ones looks like a reader that goes through
 * the file from one end to the other: the following pages are read along, twice as many each time. Jumps get single pages.
 * That is what Linux does, in short.
 */
export class ReadAhead {
  /** The page behind those that were read last. */
  private expected: number
  private window: number

  constructor() {
    this.expected = 0
    this.window = 0
  }

  /** Notes that this page is read. @returns how many pages behind it may be read along */
  windowAt(index: number): number {
    const isInOrder = index === this.expected
    this.window = isInOrder ? Math.min(MAX_WINDOW, Math.max(FIRST_WINDOW, this.window * 2)) : 0
    return this.window
  }

  /** All pages before this one have been read now. */
  readUpTo(index: number): void {
    this.expected = index
  }
}
