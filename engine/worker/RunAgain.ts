import type { Cluster } from '../cluster/Cluster'
import { AssertionError } from '../kernel/assert'
import type { ObjectIds } from '../trace/ObjectIds'
import type { LivingLook } from '../trace/Recorder'
import { Recorder } from '../trace/Recorder'
import type { Cursor } from './protocol'
import type { GiveWay } from './Turns'

/** Events after which others have their turn. */
const EVENTS_AT_ONCE = 20_000

/** How those who wait for a look through a run are treated. */
export interface Pace {
  /** Lets others have their turn, who must not record meanwhile. */
  readonly giveWay: GiveWay
  /** Is told how many events of how many have been looked at. */
  told?(done: number, of: number): void
  /** Is it still wanted? Absent: it is. */
  isWanted?(): boolean
}

/** Does a run once more, so that what is alive in it can be looked at: the recording has nothing alive. */
export class RunAgain {
  private readonly makeCluster: () => Promise<Cluster>

  /** @param makeCluster makes the cluster of the run, which has not run yet */
  constructor(makeCluster: () => Promise<Cluster>) {
    this.makeCluster = makeCluster
  }

  /**
   * Does the run from its beginning.
   * @param end the number of events after which there is nothing to be seen any more
   * @param look makes the look; it is handed the numbers that objects have in this run, and what runs
   * @returns false when it was not wanted any more before it came to the end
   */
  async upTo(end: Cursor, look: (ids: ObjectIds, cluster: Cluster) => LivingLook, pace: Pace): Promise<boolean> {
    const { giveWay, told, isWanted = () => true } = pace
    const cluster = await this.makeCluster()
    // However long the run is, it is looked at up to there.
    const recorder = new Recorder({ look: (ids) => look(ids, cluster), maxEvents: Infinity })
    const { recording } = recorder
    recorder.attach(cluster.kernel)
    try {
      for (let done = -1; done < recording.length && recording.length < end && isWanted();) {
        done = recording.length
        const pause = Math.min(end, done + EVENTS_AT_ONCE)
        cluster.run({ until: () => recording.length >= pause })
        recorder.suspendProbes()
        told?.(Math.min(recording.length, end), end)
        await giveWay()
        recorder.resumeProbes()
      }
    } catch (error) {
      // A run that a broken invariant has ended ends so again.
      if (!(error instanceof AssertionError)) throw error
    } finally {
      recorder.detach()
    }
    return isWanted()
  }
}
