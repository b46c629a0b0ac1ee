import * as v from 'valibot'
import { ScenarioError } from '../../cluster/ScenarioError'

/** By the name of each point at which a scenario may be otherwise, the option that is taken; the first one where none is named. */
export type VariantChoice = Readonly<Record<string, string>>

/** By the names of the points: by the names of the options, what is put where. */
type Variants = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>

const OPTIONS = v.record(v.string(), v.record(v.string(), v.record(v.string(), v.unknown())))

/**
 * A scenario's file may say at which points it can be otherwise: for each point its options, and for each option what it puts where.
 *
 *     "variants": { "flush": { "async": {}, "sync": { "brokers.0.store.flushDiskType": "SYNC_FLUSH" } } }
 *
 * @returns the file with the chosen options, and without its variants
 * @throws ScenarioError when an option or a place isn't there
 */
export function applyVariants(json: unknown, chosen: VariantChoice): unknown {
  const points = variantsOf(json)
  const unknown = Object.keys(chosen).find((name) => points[name]?.[chosen[name]!] === undefined)
  if (unknown !== undefined) throw new ScenarioError(`variants.${unknown}`, 'one of the options of the scenario', chosen[unknown]!)
  const changed = structuredClone(json) as Record<string, unknown>
  if (typeof changed === 'object' && changed !== null) delete changed['variants']
  for (const [name, options] of Object.entries(points)) {
    const option = chosen[name] ?? Object.keys(options)[0]!
    for (const [place, value] of Object.entries(options[option]!)) put(changed, stepsOf(place), value, `variants.${name}.${option}`)
  }
  return changed
}

/** The points of a scenario's file at which it may be otherwise, with their options in order. @throws ScenarioError */
export function variantsOf(json: unknown): Variants {
  const written = typeof json === 'object' && json !== null && 'variants' in json ? json.variants : {}
  const { success, output } = v.safeParse(OPTIONS, written)
  if (success && Object.values(output).every((options) => Object.keys(options).length > 0)) return output
  throw new ScenarioError('variants', 'for each point its options, and for each option what it puts where', JSON.stringify(written))
}

/** `brokers.0.store`, or `/brokers/0/store` where a name has dots of its own. */
function stepsOf(place: string): string[] {
  return place.startsWith('/') ? place.slice(1).split('/') : place.split('.')
}

/** Objects on the way that are left out are made; elements of lists have to be there. */
function put(json: unknown, place: readonly string[], value: unknown, by: string): void {
  let at = json as Record<string, unknown>
  for (const step of place.slice(0, -1)) {
    if (at[step] === undefined && !Array.isArray(at)) at[step] = {}
    if (typeof at[step] !== 'object' || at[step] === null) throw new ScenarioError(by, 'places that the scenario has', place.join('.'))
    at = at[step] as Record<string, unknown>
  }
  at[place.at(-1)!] = structuredClone(value)
}
