// @notrace-file: the kernel throws these too, and the scheduler does not show in a trace.
/** A blocking call was broken off by {@link Thread.interrupt}. Original: java.lang.InterruptedException. */
export class InterruptedException extends Error {
  constructor(message = 'the thread was interrupted while it waited') {
    super(message)
    this.name = 'InterruptedException'
  }
}

/** An object was used in a state that does not allow it. Original: java.lang.IllegalStateException. */
export class IllegalStateException extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'IllegalStateException'
  }
}

/** An argument that can't be worked with. Original: java.lang.IllegalArgumentException. */
export class IllegalArgumentException extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'IllegalArgumentException'
  }
}

/** A pool takes no more tasks: its queue is full, or it was shut down. Original: RejectedExecutionException. */
export class RejectedExecutionException extends Error {
  readonly executor: string
  readonly queued: number

  constructor(executor: string, queued: number) {
    super(`${executor} takes no more tasks (${queued} are waiting)`)
    this.name = 'RejectedExecutionException'
    this.executor = executor
    this.queued = queued
  }
}

/** One blocked thread in a {@link DeadlockError}. */
export interface BlockedThread {
  readonly process: string
  readonly thread: string
  readonly waitsFor: string
}

/** Nothing can ever run again although threads are waiting: no timer is set and no thread is runnable. */
export class DeadlockError extends Error {
  readonly blocked: readonly BlockedThread[]

  constructor(blocked: readonly BlockedThread[]) {
    const list = blocked.map((each) => `${each.process}/${each.thread} waits for ${each.waitsFor}`).join('; ')
    super(`deadlock: ${list}`)
    this.name = 'DeadlockError'
    this.blocked = blocked
  }
}
