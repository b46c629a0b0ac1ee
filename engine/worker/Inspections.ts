import type { Contents, Question } from '../trace/DeepValues'
import { DeepValues } from '../trace/DeepValues'
import type { SiteTable } from '../trace/SiteTable'
import type { Asker, Cursor } from './protocol'
import type { Pace, RunAgain } from './RunAgain'

/** For each question what has been found; null where there is no such value. */
export type Answers = ReadonlyArray<Contents | null>

/** As many moments are remembered. */
const MAX_MOMENTS = 40

/**
 * What lies within the variables of a moment. Nothing keeps all of that: the run is done once more up to there, and looked into
 * while it stands still.
 */
export class Inspections {
  private readonly sites: SiteTable
  private readonly again: RunAgain
  /** By event: what has been found there, by the question. */
  private readonly known: Map<Cursor, Map<string, Contents | null>>
  /** Counts the questions of each asker: one that is not the latest is not continued. */
  private readonly asked: Map<Asker, number>

  constructor(sites: SiteTable, again: RunAgain) {
    this.sites = sites
    this.again = again
    this.known = new Map()
    this.asked = new Map()
  }

  /**
   * The answers for each of the events, all found in one run. What a method has returned or thrown is, at the event at which it is
   * left, under the name `return` or `throw`, which no variable has.
   * @returns null when the same asker has asked again since, or this question is not wanted any more
   */
  async at(
    events: readonly Cursor[], asker: Asker, questions: readonly Question[], pace: Pace,
  ): Promise<Answers[] | null> {
    const number = (this.asked.get(asker) ?? 0) + 1
    this.asked.set(asker, number)
    const isWanted = (): boolean => this.asked.get(asker) === number && pace.isWanted?.() !== false
    const isKnown = (event: Cursor): boolean => questions.every((each) => this.known.get(event)?.has(nameOf(each)))
    const missing = events.filter((event) => !isKnown(event))
    if (missing.length > 0) await this.look(missing, questions, { ...pace, isWanted })
    if (!isWanted()) return null
    return events.map((event) => questions.map((each) => this.known.get(event)?.get(nameOf(each)) ?? null))
  }

  private async look(events: readonly Cursor[], questions: readonly Question[], pace: Pace): Promise<void> {
    const wanted = new Set(events)
    await this.again.upTo(Math.max(...events) + 1, (ids) => {
      const answer = (event: Cursor, names: readonly string[], values: readonly unknown[]): void => {
        const deep = new DeepValues(ids, names, values)
        this.remember(event, questions.map((each) => [nameOf(each), deep.contents(each)]))
      }
      return {
        events: wanted,
        see: (event, site, values) => answer(event, this.sites.site(site)?.names ?? [], values),
        left: (event, outcome, value) => {
          if (wanted.has(event)) answer(event, [outcome], [value])
        },
      }
    }, pace)
  }

  private remember(event: Cursor, answers: ReadonlyArray<readonly [string, Contents | null]>): void {
    const found = this.known.get(event) ?? new Map<string, Contents | null>()
    this.known.delete(event)
    this.known.set(event, found)
    if (this.known.size > MAX_MOMENTS) this.known.delete(this.known.keys().next().value!)
    for (const [question, answer] of answers) found.set(question, answer)
  }
}

function nameOf(question: Question): string {
  return JSON.stringify(question)
}
