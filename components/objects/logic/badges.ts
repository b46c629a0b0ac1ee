import type { ShownObject } from '../../../engine/worker/protocol'
import { SERVICE_STATE } from '../../inspect/logic/machines'

/** What is said of an object beside its name. */
export interface Badge {
  readonly kind: 'pattern' | 'static' | 'state'
  readonly text: string
}

/** `patterns`: by class, those that it is an example of. */
export function badgesOf(object: ShownObject, patterns: Readonly<Record<string, readonly string[]>>): Badge[] {
  const own = object.symbol === null ? [] : (patterns[object.symbol] ?? [])
  const state = stateOf(object)
  return [
    ...own.map((text): Badge => ({ kind: 'pattern', text })),
    ...(object.isStatic ? [{ kind: 'static', text: 'static' } as const] : []),
    ...(state === null ? [] : [{ kind: 'state', text: state } as const]),
  ]
}

/** The ServiceState that the object, or what it keeps its state in, has now. A thread has states of its own. */
function stateOf({ kind, fields }: ShownObject): string | null {
  if (kind !== 'object') return null
  const previews = fields.flatMap(({ value }) => {
    return value.className === 'Thread' ? [] : [value, ...(value.fields ?? []).map((inner) => inner.value)]
  })
  const states = previews.filter(({ type }) => type === 'string').map(({ preview }) => preview.slice(1, -1))
  return states.find((text) => SERVICE_STATE.states.includes(text)) ?? null
}
