import { assert } from '../../../kernel/assert'
/**
 * An offset that can be frozen: what is consumed afterwards, of messages from before, does not change it any more.
 * Original: org.apache.rocketmq.client.consumer.store.ControllableOffset.
 */
export class ControllableOffset {
  private value: number
  private allowToUpdate: boolean

  constructor(value: number) {
    this.value = value
    this.allowToUpdate = true
  }

  getOffset(): number {
    return this.value
  }

  /** `increaseOnly`: a smaller offset changes nothing. */
  update(target: number, increaseOnly: boolean): void {
    if (!this.allowToUpdate) return
    const before = this.value
    this.value = increaseOnly ? Math.max(target, this.value) : target
    assert(!increaseOnly || this.value >= before, 'an offset that only grows does not go back', this.value, before)
  }

  updateAndFreeze(target: number): void {
    this.value = target
    this.allowToUpdate = false
    assert(this.getOffset() === target, 'a frozen offset stays where it was put', this.getOffset(), target)
  }
}
