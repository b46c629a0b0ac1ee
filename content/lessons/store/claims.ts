import type { LessonClaims } from '../../../components/lesson/logic/claims'
import { ofType } from '../../../components/lesson/logic/runFacts'

/** Bytes of an index file before its slots. */
const INDEX_HEADER_SIZE = 40

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes }: LessonClaims = {
  claims: {},
  outcomes: {
    /** Only entries, header, slots and entries, or everything. */
    'second-record': (run) => {
      const [, second, third] = ofType(run.marks, 'dispatch')
      if (second === undefined) return null
      const writes = ofType(run.marks, 'page-cache-write').filter(({ event, data }) => {
        return event > second.event && event < (third?.event ?? run.events) && String(data['path']).startsWith('store/index/')
      })
      if (writes.length === 0) return null
      if (writes.some(({ data }) => Number(data['length']) > INDEX_HEADER_SIZE)) return 2
      return writes.some(({ data }) => Number(data['position']) < INDEX_HEADER_SIZE) ? 1 : 0
    },
  },
}
