/** Names with dots between them: `msg`, `this.defaultMQProducerImpl.serviceState`, `call?.event`, `found!.file`. */
const CHAIN = /(?<![\w$.)\]#])[A-Za-z_$][\w$]*(?:(?:!?\.|\?\.)[A-Za-z_$][\w$]*)*/g
const SEPARATOR = /!?\.|\?\./

/** A name in a line of source, with the names that lead to it. */
export interface PointedName {
  /** `['this', 'defaultMQProducerImpl', 'serviceState']` */
  readonly path: readonly string[]
  /** Columns of its text, from 0; the end is behind it. */
  readonly from: number
  readonly to: number
}

/**
 * What is pointed at in a line, up to the name at the column; null where that has no value of its own: a method that is called, the key
 * of a property, a place behind a call.
 */
export function expressionAt(text: string, column: number): PointedName | null {
  for (const { 0: chain, index: from } of text.matchAll(CHAIN)) {
    if (column < from || column >= from + chain.length) continue
    const to = endOfName(text, column)
    if (/^(\(|<[\w$]+>\(|\s*=>)/.test(text.slice(to)) || isKey(text, from, to)) return null
    return { path: text.slice(from, to).split(SEPARATOR), from, to }
  }
  return null
}

function endOfName(text: string, column: number): number {
  let end = column
  while (/[\w$]/.test(text[end] ?? '')) end++
  return end
}

/** Behind a name a colon ends a key, or begins a type; after a question mark it stands between two values. */
function isKey(text: string, from: number, to: number): boolean {
  return /^\??:/.test(text.slice(to)) && /(^|[{,(])\s*$/.test(text.slice(0, from))
}
