import type { ClientCall, Mark } from '../protocol'

/** The calls that the application made, with their ends. */
export function buildClientCalls(marks: readonly Mark[]): ClientCall[] {
  const ends = new Map<Mark, Mark>()
  const begun = new Map<string, Mark>()
  for (const mark of marks) {
    const start = begun.get(callName(mark))
    if (mark.data['type'] === 'client-call-started') begun.set(callName(mark), mark)
    else if (mark.data['type'] === 'client-call-ended' && start !== undefined) ends.set(start, mark)
  }
  return marks.filter((mark) => mark.data['type'] === 'client-call-started').map((start) => {
    const end = ends.get(start) ?? null
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

/** Each process counts its calls, and a new process begins anew. */
function callName({ node, data }: Mark): string {
  return `${node} ${String(data['call'])}`
}
