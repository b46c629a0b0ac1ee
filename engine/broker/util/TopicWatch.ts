// @notrace-file: 5.3.2 has no such dispatcher; who has nothing to do looks at the queue again and again there.
import type { Blocking } from '../../kernel/Blocking'
import type { CommitLogDispatcher } from '../../store/dispatch/CommitLogDispatcher'
import type { DispatchRequest } from '../../store/dispatch/DispatchRequest'

/** Says that something has come into a queue of one topic. */
export class TopicWatch implements CommitLogDispatcher {
  private readonly topic: string
  private readonly onMessage: (queueId: number) => void

  constructor(topic: string, onMessage: (queueId: number) => void) {
    this.topic = topic
    this.onMessage = onMessage
  }

  *dispatch({ topic, queueId }: DispatchRequest): Blocking<void> {
    if (topic === this.topic) this.onMessage(queueId)
  }
}
