import { FAULTS, fieldsOfFault, SELECTORS } from '../../../engine/worker/protocol'
import type { Fault, Intervention, RunKey, SelectorName } from '../../../engine/worker/protocol'

/** A moment of a run, as a link: the run's key, and the place in it as a slice and an offset in that slice. */
export interface Link {
  readonly key: RunKey
  readonly cursor: { readonly slice: number; readonly offset: number } | null
  /** The reader's code as it stands in the link, deflated; the key is still without it. */
  readonly packed?: string | null
  /** The version of the engine that the link was made with; absent in links of the site itself and in those that are older. */
  readonly engine?: string
}

/** Why a link can't be followed. `absent`: there is none, which is no mistake. */
export type LinkProblem = 'absent' | 'malformed' | 'outdated' | 'unknown-scenario'

export type DecodedLink =
  | { readonly link: Link; readonly problem: null }
  | { readonly link: null; readonly problem: LinkProblem }

/** Is raised when links of before would show something else, such as after a change of the engine's schedule. */
export const LINK_VERSION = 1

const MAX_LENGTH = 4000
/** Code takes more room; see `strategy/packing`. */
const MAX_LENGTH_WITH_CODE = 8192
const MAX_INTERVENTIONS = 32
const MAX_VARIANTS = 16
const FIELDS = ['s', 'seed', 'i', 'q', 'w', 'k', 'c', 'e', 'v']

/** `s=send-call&seed=1&i=4711~kill~broker-a&q=hash&c=4711.3&e=4351fa1a&v=1`, without the number sign. */
export function encodeLink({ key, cursor, packed = null, engine }: Link): string {
  const parts = [`s=${key.scenario}`, `seed=${key.seed}`]
  if (key.interventions.length > 0) parts.push(`i=${key.interventions.map(encodeIntervention).join(',')}`)
  if (key.selector !== null) parts.push(`q=${key.selector}`)
  if (key.variants !== undefined) parts.push(`w=${encodeVariants(key.variants)}`)
  if (packed !== null) parts.push(`k=${packed}`)
  if (cursor !== null) parts.push(`c=${cursor.slice}.${cursor.offset}`)
  if (engine !== undefined) parts.push(`e=${engine}`)
  return [...parts, `v=${LINK_VERSION}`].join('&')
}

/** Takes nothing on trust: what isn't exactly as {@link encodeLink} writes it is refused. */
export function decodeLink(hash: string, scenarios: readonly string[]): DecodedLink {
  const text = hash.startsWith('#') ? hash.slice(1) : hash
  // Other fragments, such as `#step-3`, are not ours.
  if (!/(^|&)(s|v)=/.test(text)) return refused('absent')
  if (text.length > (/(^|&)k=/.test(text) ? MAX_LENGTH_WITH_CODE : MAX_LENGTH)) return refused('malformed')
  const fields = splitFields(text)
  if (fields === null) return refused('malformed')
  const version = wholeNumber(fields.get('v'))
  if (version === null) return refused('malformed')
  if (version !== LINK_VERSION) return refused('outdated')
  const scenario = fields.get('s')
  if (scenario === undefined || !isName(scenario)) return refused('malformed')
  if (!scenarios.includes(scenario)) return refused('unknown-scenario')
  const seed = wholeNumber(fields.get('seed'))
  const interventions = decodeInterventions(fields.get('i'))
  const selector = fields.get('q') ?? null
  const variants = decodeVariants(fields.get('w'))
  const packed = fields.get('k') ?? null
  const cursor = decodeCursor(fields.get('c'))
  const engine = fields.get('e')
  if (seed === null || interventions === null || variants === null || !isSelector(selector) || cursor === undefined) {
    return refused('malformed')
  }
  if (packed !== null && (selector !== null || !/^[\w-]+$/.test(packed))) return refused('malformed')
  if (engine !== undefined && !/^[0-9a-f]{8}$/.test(engine)) return refused('malformed')
  const key = { scenario, seed, interventions, selector, ...(variants === undefined ? {} : { variants }) }
  const made = engine === undefined ? {} : { engine }
  return { link: packed === null ? { key, cursor, ...made } : { key, cursor, packed, ...made }, problem: null }
}

function refused(problem: LinkProblem): DecodedLink {
  return { link: null, problem }
}

/** Null when a field is unknown, stands there twice or can't be decoded. */
function splitFields(text: string): Map<string, string> | null {
  const fields = new Map<string, string>()
  for (const part of text.split('&')) {
    const equals = part.indexOf('=')
    const name = part.slice(0, equals)
    if (equals < 1 || !FIELDS.includes(name) || fields.has(name)) return null
    const value = decoded(part.slice(equals + 1))
    if (value === null) return null
    fields.set(name, value)
  }
  return fields
}

/** Messengers escape `~` and `,` on their way; nothing else in a link needs escaping. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function encodeIntervention({ slice, fault }: Intervention): string {
  const { nodes, numbers, choices } = fieldsOfFault(fault.kind)
  const values = fault as unknown as Readonly<Record<string, string | number>>
  const names = [...nodes, ...Object.keys(numbers), ...Object.keys(choices)]
  return [slice, fault.kind, ...names.map((name) => values[name])].join('~')
}

function decodeInterventions(text: string | undefined): Intervention[] | null {
  if (text === undefined) return []
  const parts = text.split(',')
  if (parts.length > MAX_INTERVENTIONS) return null
  const interventions: Intervention[] = []
  for (const part of parts) {
    const intervention = decodeIntervention(part)
    const before = interventions.at(-1)?.slice ?? 0
    if (intervention === null || intervention.slice < before) return null
    interventions.push(intervention)
  }
  return interventions
}

function decodeIntervention(text: string): Intervention | null {
  const [first, kind, ...rest] = text.split('~')
  const slice = wholeNumber(first)
  if (slice === null || kind === undefined || !Object.hasOwn(FAULTS, kind)) return null
  const { nodes, numbers, choices } = fieldsOfFault(kind as Fault['kind'])
  const bounds = Object.entries(numbers)
  const words = Object.entries(choices)
  if (rest.length !== nodes.length + bounds.length + words.length) return null
  const fault: Record<string, string | number> = { kind }
  for (const [index, name] of nodes.entries()) {
    if (!isName(rest[index]!)) return null
    fault[name] = rest[index]!
  }
  for (const [index, [name, { min }]] of bounds.entries()) {
    const digits = rest[nodes.length + index]!
    const isNegative = min < 0 && /^-[1-9]/.test(digits)
    const value = wholeNumber(isNegative ? digits.slice(1) : digits)
    if (value === null) return null
    fault[name] = isNegative ? -value : value
  }
  for (const [index, [name, known]] of words.entries()) {
    const word = rest[nodes.length + bounds.length + index]!
    if (!known.includes(word)) return null
    fault[name] = word
  }
  return { slice, fault: fault as unknown as Fault }
}

/** In the order of their names, so that there is one link to a run. */
function encodeVariants(variants: NonNullable<RunKey['variants']>): string {
  return Object.keys(variants).sort().map((name) => `${name}~${variants[name]}`).join(',')
}

/** By name, in their order; undefined when there are none, null when they are wrong. */
function decodeVariants(text: string | undefined): Readonly<Record<string, string>> | null | undefined {
  if (text === undefined) return undefined
  const choices = text.split(',').map((choice) => choice.split('~'))
  const isWell = choices.every((choice, index) => {
    return choice.length === 2 && choice.every(isName) && (index === 0 || choices[index - 1]![0]! < choice[0]!)
  })
  return isWell && choices.length <= MAX_VARIANTS ? Object.fromEntries(choices) as Record<string, string> : null
}

/** Undefined when it is there and wrong. */
function decodeCursor(text: string | undefined): Link['cursor'] | undefined {
  if (text === undefined) return null
  const parts = text.split('.')
  const slice = wholeNumber(parts[0])
  const offset = wholeNumber(parts[1])
  return slice === null || offset === null || parts.length !== 2 ? undefined : { slice, offset }
}

/** Digits only, no leading zero, and small enough to be exact. */
function wholeNumber(text: string | undefined): number | null {
  if (text === undefined || !/^(0|[1-9][0-9]*)$/.test(text)) return null
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : null
}

function isName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)
}

function isSelector(text: string | null): text is SelectorName | null {
  return text === null || (SELECTORS as readonly string[]).includes(text)
}
