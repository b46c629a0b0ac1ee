/** Where a class or a method of ours takes other steps than its counterpart in RocketMQ 5.3.2. */
export interface Difference {
  /** As in `content/counterparts.json`. */
  readonly symbol: string
  readonly text: Readonly<Record<'en' | 'zh', string>>
}

export const differences: readonly Difference[] = []
