/** What an archive may have. The page tells it beforehand. */
export interface StoreLimits {
  /** Unpacked, zeros included. */
  readonly bytes: number
  /** Besides zeros: the tab keeps it in memory while it looks at it. */
  readonly content: number
  readonly entries: number
}

/**
 * A broker with the original's own file sizes has 1 GiB of log and 400 MiB of index as soon as it has one message; beyond two of
 * these, a tab would be busy for too long with zeros. And to make a file takes a browser as long as to write a megabyte.
 */
export const LIMITS: StoreLimits = { bytes: 2 * 1024 ** 3, content: 256 * 1024 ** 2, entries: 10_000 }
