import { assert } from '../../kernel/assert'
import { Thread } from '../../kernel/Thread'

const POSITIVE_MASK = 0x7fffffff

/**
 * A counter that each thread has for itself and that begins at a random number: so threads don't get in each other's way, and
 * don't all begin with the same queue. Original: org.apache.rocketmq.client.common.ThreadLocalIndex.
 */
export class ThreadLocalIndex {
  incrementAndGet(): number {
    const index = this.ofThread()
    index.value = (index.value + 1) | 0
    const positive = index.value & POSITIVE_MASK
    assert(positive >= 0, 'an index is not negative')
    return positive
  }

  /** Begins again at a random number. */
  reset(): void {
    this.ofThread().value = randomIndex()
  }

  private ofThread(): { value: number } {
    return Thread.currentThread().local(this, () => ({ value: randomIndex() }))
  }
}

function randomIndex(): number {
  return Thread.currentThread().process.random.nextInt32() & POSITIVE_MASK
}
