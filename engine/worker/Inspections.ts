import type { Cluster } from '../cluster/Cluster'
import { AssertionError } from '../kernel/assert'
import type { Contents, Question } from '../trace/DeepValues'
import { DeepValues } from '../trace/DeepValues'
import type { LivingLook } from '../trace/Recorder'
import { Recorder } from '../trace/Recorder'
import type { SiteTable } from '../trace/SiteTable'
import type { Cursor } from './protocol'
import type { GiveWay } from './Turns'

/** For each question what has been found; null where there is no such value. */
export type Answers = ReadonlyArray<Contents | null>

/** As many moments are remembered. */
const MAX_MOMENTS = 40

/** Events after which others have their turn. */
const EVENTS_AT_ONCE = 20_000

/**
 * What lies within the variables of a moment. Nothing keeps all of that: the run is done once more up to there, and looked into
 * while it stands still.
 */
export class Inspections {
  private readonly sites: SiteTable
  private readonly makeCluster: () => Promise<Cluster>
  /** By event: what has been found there, by the question. */
  private readonly known: Map<Cursor, Map<string, Contents | null>>
  /** Counts the questions: one that is not the latest is not gone on with. */
  private asked: number

  /** @param makeCluster makes the cluster of the run, which has not run yet */
  constructor(sites: SiteTable, makeCluster: () => Promise<Cluster>) {
    this.sites = sites
    this.makeCluster = makeCluster
    this.known = new Map()
    this.asked = 0
  }

  /**
   * The answers for each of the events, all found in one run.
   * @param giveWay lets others have their turn, who must not record meanwhile
   * @returns null when another question has been asked since
   */
  async at(events: readonly Cursor[], questions: readonly Question[], giveWay: GiveWay): Promise<Answers[] | null> {
    const number = ++this.asked
    const isKnown = (event: Cursor): boolean => questions.every((each) => this.known.get(event)?.has(nameOf(each)))
    const missing = events.filter((event) => !isKnown(event))
    if (missing.length > 0) await this.look(missing, questions, giveWay, () => this.asked === number)
    if (this.asked !== number) return null
    return events.map((event) => questions.map((each) => this.known.get(event)?.get(nameOf(each)) ?? null))
  }

  /** Does the run once more up to the last of the events. */
  private async look(
    events: readonly Cursor[], questions: readonly Question[], giveWay: GiveWay, isWanted: () => boolean,
  ): Promise<void> {
    const see: LivingLook['see'] = (event, site, values) => {
      const deep = new DeepValues(recorder.recording.ids, this.sites.site(site)?.names ?? [], values)
      this.remember(event, questions.map((each) => [nameOf(each), deep.contents(each)]))
    }
    const recorder = new Recorder({ look: { events: new Set(events), see } })
    const cluster = await this.makeCluster()
    const end = Math.max(...events) + 1
    recorder.attach(cluster.kernel)
    try {
      for (let done = -1; done < recorder.recording.length && recorder.recording.length < end && isWanted();) {
        done = recorder.recording.length
        const pause = Math.min(end, done + EVENTS_AT_ONCE)
        cluster.run({ until: () => recorder.recording.length >= pause })
        recorder.suspendProbes()
        await giveWay()
        recorder.resumeProbes()
      }
    } catch (error) {
      // A run that a broken invariant has ended ends so again.
      if (!(error instanceof AssertionError)) throw error
    } finally {
      recorder.detach()
    }
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
