import { BrokenPromiseError } from '../BrokenPromiseError'

/** What a store promises, by the way in which it may be broken. */
export type StorePromise =
  /** It starts, whatever has happened to it. */
  | 'starts'
  /** What was acknowledged is there, and after a power cut what was said to be safe. */
  | 'keeps'
  /** Nothing appears that was never written, that was refused, or that was lost already. */
  | 'invents-nothing'
  /** The log can be read from its beginning to its end, and is in the order in which it was. */
  | 'log'
  /** Each message of the log is in its queue, at its place, and nothing else is. */
  | 'queues'
  /** A key leads to the messages that have it. */
  | 'index'
  /** Recovery says what it has found. */
  | 'report'
  /** No thread of it dies, and no call of it goes wrong. */
  | 'lives'

/** @throws BrokenPromiseError */
export function broken(promise: StorePromise, detail: string): never {
  throw new BrokenPromiseError(promise, detail)
}
