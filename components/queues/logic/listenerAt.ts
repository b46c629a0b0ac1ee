import type { Cursor, ListenerOutcomeName, ListenerSetting, NodeInfo, RunModel } from '../../../engine/worker/protocol'

/** What a consumer's listener does with messages at a cursor; null for nodes whose listener can't be set. */
export function listenerAt({ nodes, marks }: RunModel, node: string, cursor: Cursor): ListenerSetting | null {
  const first = nodes.find(({ name }) => name === node)?.consumer ?? null
  if (first === null) return null
  const last = marks.findLast(({ event, data }) => event <= cursor && data['what'] === 'set-listener' && data['target'] === node)
  if (last === undefined) return { millis: first.millis, outcome: first.outcome }
  return { millis: Number(last.data['millis']), outcome: last.data['outcome'] as ListenerOutcomeName }
}

/** What its listener will do later in the run, and when; null when nobody sets it after the cursor. */
export function nextListener(
  { marks }: RunModel, node: string, cursor: Cursor,
): (ListenerSetting & { readonly time: number }) | null {
  const next = marks.find(({ event, data }) => event > cursor && data['what'] === 'set-listener' && data['target'] === node)
  if (next === undefined) return null
  return { millis: Number(next.data['millis']), outcome: next.data['outcome'] as ListenerOutcomeName, time: next.time }
}

/** The nodes that are known at a cursor: consumers that are added later are not among them. */
export function nodesAt({ nodes, marks }: RunModel, cursor: Cursor): NodeInfo[] {
  const started = new Set(marks.filter(({ event, data }) => event <= cursor && data['type'] === 'process-started').map(({ node }) => node))
  return nodes.filter(({ name, consumer }) => consumer?.isAdded !== true || started.has(name))
}
