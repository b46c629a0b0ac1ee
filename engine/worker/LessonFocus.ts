import type { Trace } from '../trace/Trace'
import type { Cursor } from './protocol'

/**
 * What a lesson is about: some methods of the engine. Everything else is library code to it, which runs but is not stepped
 * through.
 */
export class LessonFocus {
  private readonly trace: Trace
  /** Null if everything is in view. */
  private readonly places: ReadonlySet<string> | null
  /** By site: is it in view? */
  private readonly known: Map<number, boolean>

  /**
   * @param places methods, such as `client/impl/MQClientAPIImpl#sendMessageSync`, or whole files, such as
   *   `client/impl/MQClientAPIImpl`; null if everything is
   */
  constructor(trace: Trace, places: readonly string[] | null) {
    this.trace = trace
    this.places = places === null ? null : new Set(places)
    this.known = new Map()
  }

  /** Is the statement of the event in view? */
  has(event: Cursor): boolean {
    if (this.places === null) return true
    const site = this.trace.recording.events.site(event)
    const known = this.known.get(site) ?? this.isInView(site, this.places)
    this.known.set(site, known)
    return known
  }

  /** The same with the method in which an event is. */
  with(event: Cursor): (event: Cursor) => boolean {
    const { trace } = this
    const symbolOf = (at: Cursor): number => trace.sites.symbolIndex(trace.recording.events.site(at))
    const here = symbolOf(event)
    return (other) => this.has(other) || symbolOf(other) === here
  }

  /** A function within a method belongs to the method. */
  private isInView(id: number, places: ReadonlySet<string>): boolean {
    const site = this.trace.sites.site(id)
    if (site === null) return false
    const file = site.file.replace(/^engine\//, '').replace(/\.ts$/, '')
    const method = site.symbol.slice(site.symbol.indexOf('#') + 1).replace(/\..*$/, '')
    return places.has(file) || places.has(`${file}#${method}`)
  }
}
