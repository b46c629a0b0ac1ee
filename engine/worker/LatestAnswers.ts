/** Answers to questions that take a run to answer: the latest are remembered, and a question makes those before it outdated. */
export class LatestAnswers<T> {
  private readonly most: number
  private readonly known: Map<string, T>
  private asked: number

  /** @param most as many answers are remembered */
  constructor(most: number) {
    this.most = most
    this.known = new Map()
    this.asked = 0
  }

  /** Called for each question. @returns whether it is still the latest one */
  ask(): () => boolean {
    const number = ++this.asked
    return () => this.asked === number
  }

  get(question: string): T | undefined {
    return this.known.get(question)
  }

  /** The one that was remembered longest ago goes first. */
  remember(question: string, answer: T): void {
    this.known.delete(question)
    this.known.set(question, answer)
    if (this.known.size > this.most) this.known.delete(this.known.keys().next().value!)
  }
}
