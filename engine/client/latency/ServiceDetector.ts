import type { Blocking } from '../../kernel/Blocking'

/** Finds out whether a broker responds. Original: org.apache.rocketmq.client.latency.ServiceDetector. */
export interface ServiceDetector {
  detect(endpoint: string, timeoutMillis: number): Blocking<boolean>
}
