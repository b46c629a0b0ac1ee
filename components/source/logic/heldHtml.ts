/**
 * HTML on its way from a page to the component in it that shows it. It is handed over here, and not as a property: a page carries
 * the properties of its components a second time, for the browser, which has the HTML already.
 */
const KEY = Symbol.for('rocketscope.heldHtml')
const MOST = 64

/** Pages and their components are bundled apart, and meet in what is global. */
function held(): Map<string, string> {
  const global = globalThis as unknown as Record<symbol, Map<string, string> | undefined>
  return (global[KEY] ??= new Map())
}

/** Pages are rendered a few at a time; what is older than the last ones is dropped. */
export function holdHtml(id: string, html: string): void {
  const all = held()
  all.delete(id)
  all.set(id, html)
  for (const old of all.keys()) {
    if (all.size <= MOST) break
    all.delete(old)
  }
}

/** In the browser, where the HTML is in the page already, an empty text. @throws Error when nobody holds it */
export function heldHtml(id: string): string {
  if (typeof window !== 'undefined') return ''
  const html = held().get(id)
  if (html === undefined) throw new Error(`nobody holds the HTML of ${id}`)
  return html
}
