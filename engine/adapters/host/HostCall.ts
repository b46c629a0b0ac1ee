/** Work that only the world outside the kernel can do, and what came of it. Given to `kernel.callHost`. */
export class HostCall<T> {
  private readonly work: () => Promise<T>
  private outcome: { readonly value: T } | { readonly error: unknown } | null

  constructor(work: () => Promise<T>) {
    this.work = work
    this.outcome = null
  }

  /** Does the work. Never rejects: the error belongs to the thread that called. */
  async run(): Promise<void> {
    try {
      this.outcome = { value: await this.work() }
    } catch (error) {
      this.outcome = { error }
    }
  }

  /** What the work returned; throws what it threw. Only after {@link run}. */
  result(): T {
    if (this.outcome === null) throw new Error('the host has not done its work yet: drive the kernel with runWithHost')
    if ('error' in this.outcome) throw this.outcome.error
    return this.outcome.value
  }
}
