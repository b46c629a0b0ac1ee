import type { Blocking } from '../../kernel/Blocking'

/** Finds out whether a broker answers. Original: org.apache.rocketmq.client.latency.ServiceDetector. */
export interface ServiceDetector {
  detect(endpoint: string, timeoutMillis: number): Blocking<boolean>
}
