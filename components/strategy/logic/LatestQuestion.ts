/** Asks one thing at a time. What comes while an answer is awaited waits, and only the newest of it is ever asked. */
export class LatestQuestion<Q, A> {
  private readonly ask: (question: Q) => Promise<A>
  private readonly onAnswer: (question: Q, answer: A) => void
  private readonly onFailure: (question: Q, error: unknown) => void
  private readonly onWaiting: () => void
  private waiting: { readonly question: Q } | null
  private isAsking: boolean
  private dropped: number

  /** `onWaiting`: something else is wanted than what is being asked. */
  constructor(
    ask: (question: Q) => Promise<A>,
    onAnswer: (question: Q, answer: A) => void,
    onFailure: (question: Q, error: unknown) => void,
    onWaiting: () => void = () => {},
  ) {
    this.ask = ask
    this.onAnswer = onAnswer
    this.onFailure = onFailure
    this.onWaiting = onWaiting
    this.waiting = null
    this.isAsking = false
    this.dropped = 0
  }

  submit(question: Q): void {
    this.waiting = { question }
    if (this.isAsking) this.onWaiting()
    else void this.work()
  }

  /** Forgets what has not been asked yet; an answer on its way is not told. */
  drop(): void {
    this.waiting = null
    this.dropped++
    if (this.isAsking) this.onWaiting()
  }

  private async work(): Promise<void> {
    this.isAsking = true
    while (this.waiting !== null) {
      const { question } = this.waiting
      const { dropped } = this
      this.waiting = null
      try {
        const answer = await this.ask(question)
        if (this.isNewest(dropped)) this.onAnswer(question, answer)
      } catch (error) {
        if (this.isNewest(dropped)) this.onFailure(question, error)
      }
    }
    this.isAsking = false
  }

  /** An answer to what is not asked any more would only flicker. */
  private isNewest(dropped: number): boolean {
    return this.waiting === null && dropped === this.dropped
  }
}
