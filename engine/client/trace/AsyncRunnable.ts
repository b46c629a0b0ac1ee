import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import type { Process } from '../../kernel/Process'

/**
 * The thread that makes batches of traces. The original looks every five milliseconds, also after its dispatcher has gone; this one
 * rests until there may be something to do. Original: AsyncTraceDispatcher.AsyncRunnable.
 */
export class AsyncRunnable extends ServiceThread {
  private readonly serviceName: string
  private readonly flushTraceContext: () => number

  /** `flushTraceContext`: one look. It returns in how many ms the next may be worth it; 0 for at once. */
  constructor(process: Process, serviceName: string, flushTraceContext: () => number) {
    super(process)
    this.serviceName = serviceName
    this.flushTraceContext = flushTraceContext
  }

  getServiceName(): string {
    return this.serviceName
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      const millis = this.flushTraceContext()
      if (millis > 0) yield* this.waitForRunning(millis)
    }
  }
}
