import { BrokenPromiseError } from '../BrokenPromiseError'

/** What a cluster promises, by the way in which it may be broken. */
export type ClusterPromise =
  /** A node starts, whatever has happened to it. */
  | 'starts'
  /** What was acknowledged is on the master, and after a power cut what was said to be safe. */
  | 'keeps'
  /** Nothing is stored that was not sent, and nothing more often than it was sent. */
  | 'invents-nothing'
  /** What a slave has acknowledged it has; in the end its log is its master's. */
  | 'replicates'
  /** Every message of the log is in its queue, at its place, and its key leads to it. */
  | 'queues'
  /** The name servers know what the brokers have, and the producers know what the name servers know. */
  | 'routes'
  /** When everything is repaired, every producer can send to every topic again. */
  | 'recovers'
  /** Each group consumes every message of its topics, and each queue has an owner; who broadcasts gets everything. */
  | 'consumes'
  /** In order: none is begun before those in front of it have succeeded, and no two members are at the same queue. */
  | 'orders'
  /** An offset is committed when everything before it has been consumed, and does not go back. */
  | 'commits'
  /** A delayed message is not delivered before its time. */
  | 'delays'
  /** A message of a transaction is delivered if the transaction is committed, and only then. */
  | 'transacts'
  /** No thread dies, no task stays away, every call comes to an end. */
  | 'lives'
  /** Connections, requests under way, timers and tasks are back to what a quiet cluster has. */
  | 'leaks-nothing'

/** @throws BrokenPromiseError */
export function broken(promise: ClusterPromise, detail: string): never {
  throw new BrokenPromiseError(promise, detail)
}
