import type { RunModel } from '../../../engine/worker/protocol'

export const SCHEDULE_TOPIC = 'SCHEDULE_TOPIC_XXXX'
export const HALF_TOPIC = 'RMQ_SYS_TRANS_HALF_TOPIC'

/** Is there anything in the run that waits before it is delivered? */
export function hasPending({ marks }: RunModel): boolean {
  return marks.some(({ data }) => {
    return data['type'] === 'log-append' && (data['topic'] === SCHEDULE_TOPIC || data['topic'] === HALF_TOPIC)
  })
}
