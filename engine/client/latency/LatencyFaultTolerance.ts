/** Remembers which brokers were slow or gone, and for how long to leave them alone. Original: client.latency.LatencyFaultTolerance. */
export interface LatencyFaultTolerance {
  /** Times in ms. */
  updateFaultItem(name: string, currentLatency: number, notAvailableDuration: number, reachable: boolean): void
  /** Is the time over for which it was to be left alone? */
  isAvailable(name: string): boolean
  /** Did it answer at all when it was asked last? */
  isReachable(name: string): boolean
  remove(name: string): void
}
