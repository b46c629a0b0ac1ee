/** A text in both languages. */
export interface Both {
  readonly en: string
  readonly zh: string
}

/** What an exercise says to the reader. How it is checked is in `engine/worker/exercises`, under the same id. */
export interface ExerciseText {
  readonly id: string
  readonly title: Both
  readonly brief: Both
  /** Each says more than the one before. */
  readonly hints: readonly Both[]
  /** A module that passes. */
  readonly solution: string
  /** Why a run isn't as it should be, by the reason's id. */
  readonly reasons: Readonly<Record<string, Both>>
}

/** Any exercise may fail for this reason. */
export const FAILED: Both = {
  en: 'a send failed that need not have failed.',
  zh: '有一次本可成功的发送失败了。',
}

export const ONE_QUEUE: Both = {
  en: 'all messages went to one queue, and the others had nothing to do.',
  zh: '所有消息都进了同一个队列，其余队列无事可做。',
}
