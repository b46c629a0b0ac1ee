/** What came of {@link takeDirectory}: the directory, or why there is none. */
type TakenDirectory =
  | { readonly directory: FileSystemDirectoryHandle; readonly reason: null }
  | { readonly directory: null; readonly reason: 'no-opfs' | 'second-tab' }

interface TakeOptions {
  /** The name of the lock that says whose the directory is; who doesn't get it touches nothing. */
  readonly lock: string
  /** So long another owner may take to go, in ms: a worker that was ended a moment ago. */
  readonly patience: number
  /** Is what an earlier worker has left there thrown away? */
  readonly isEmptied: boolean
}

/** Takes a directory at the top of OPFS for this worker alone, for as long as it lives. */
export async function takeDirectory(name: string, options: TakeOptions): Promise<TakenDirectory> {
  if (typeof navigator.storage?.getDirectory !== 'function' || typeof FileSystemFileHandle === 'undefined') {
    return { directory: null, reason: 'no-opfs' }
  }
  if (!(await holdLock(options.lock, options.patience))) return { directory: null, reason: 'second-tab' }
  try {
    const top = await navigator.storage.getDirectory()
    if (options.isEmptied) await top.removeEntry(name, { recursive: true }).catch(() => undefined)
    return { directory: await top.getDirectoryHandle(name, { create: true }), reason: null }
  } catch {
    // Private windows have the interface and refuse to use it.
    return { directory: null, reason: 'no-opfs' }
  }
}

function holdLock(name: string, patience: number): Promise<boolean> {
  if (navigator.locks === undefined) return Promise.resolve(true)
  const options = patience === 0 ? { ifAvailable: true } : { signal: AbortSignal.timeout(patience) }
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(name, options, (lock) => {
      resolve(lock !== null)
      // Never resolved: the browser gives the lock back when the worker ends.
      return lock === null ? undefined : new Promise<void>(() => {})
    })
    held.catch((error: unknown) => (patience === 0 ? reject(error) : resolve(false)))
  })
}
