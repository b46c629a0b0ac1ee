import type { ClientCall, Mark } from '../protocol'

/** The calls that the application made, with their ends. */
export function buildClientCalls(marks: readonly Mark[]): ClientCall[] {
  const ends = new Map<number, Mark>()
  for (const mark of marks) {
    if (mark.data['type'] === 'client-call-ended') ends.set(callNumber(mark), mark)
  }
  return marks.filter((mark) => mark.data['type'] === 'client-call-started').map((start) => {
    const end = ends.get(callNumber(start)) ?? null
    return {
      from: start.event,
      to: end?.event ?? null,
      fromTime: start.time,
      toTime: end?.time ?? null,
      label: String(start.data['label']),
      outcome: end === null ? 'unfinished' : (end.data['outcome'] as ClientCall['outcome']),
      result: String(end?.data['result'] ?? ''),
    }
  })
}

function callNumber(mark: Mark): number {
  return Number(mark.data['call'])
}
