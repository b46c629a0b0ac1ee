import type { LessonClaims } from '../../components/lesson/logic/claims'
import { during, ofType, requests, SEND_MESSAGE_V2, sendsOf } from '../../components/lesson/logic/runFacts'

/** What the text says of the run. A sentence with a claim that fails doesn't get past the build. */
export const { claims, outcomes, challenges }: LessonClaims = {
  claims: {
    'one-request': (run) => requests(during(run, sendsOf(run)[0]!), SEND_MESSAGE_V2).length === 1,
  },
  outcomes: {
    /** By the number of the request, or in the order of the questions. The number is the same on both ways. */
    'who-wakes': (run) => {
      const marks = during(run, sendsOf(run)[0]!)
      const [request] = requests(marks, SEND_MESSAGE_V2)
      const answers = ofType(marks, 'frame-received').filter(({ data }) => data['isResponse'] === true)
      if (request === undefined) return null
      return answers.some(({ data }) => data['opaque'] === request.data['opaque']) ? 0 : 1
    },
  },
  challenges: {
    'no-answer': {
      seeds: 20,
      judge: (run) => (sendsOf(run).some(({ outcome }) => outcome === 'threw') ? null : 'all-answered'),
      solution: {
        faults: ['broker-a', 'broker-b'].map((node) => ({ atMillis: 1200, fault: { kind: 'kill', node } })),
      },
      wrong: { faults: [{ atMillis: 1200, fault: { kind: 'pause', node: 'broker-a', millis: 100 } }] },
    },
  },
}
