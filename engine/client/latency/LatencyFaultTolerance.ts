/** Remembers which brokers were slow or unreachable, and how long to avoid them. Original: client.latency.LatencyFaultTolerance. */
export interface LatencyFaultTolerance {
  /** Times in ms. */
  updateFaultItem(name: string, currentLatency: number, notAvailableDuration: number, reachable: boolean): void
  /** Is the time over in which it was to be avoided? */
  isAvailable(name: string): boolean
  /** Did it answer the last time? */
  isReachable(name: string): boolean
  remove(name: string): void
}
