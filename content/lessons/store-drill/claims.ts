import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { ofType } from '../../../components/lesson/logic/runFacts'

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes }: LessonClaims = {
  claims: {},
  outcomes: {
    /** All that was appended before the first power cut, a part of it, or nothing. */
    'left-after-power-cut': (run) => {
      const [cut] = ofType(run.marks, 'power-cut')
      const recovered = cut && ofType(run.marks, 'store-recovered').find(({ event }) => event > cut.event)
      if (cut === undefined || recovered === undefined) return null
      const before = ofType(run.marks, 'log-append').filter(({ event }) => event < cut.event).length
      const left = Number(recovered.data['records'])
      return left === 0 ? 2 : left === before ? 0 : 1
    },
  },
}
