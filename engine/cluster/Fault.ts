import { LISTENER_OUTCOMES } from './Scenario'

const DAY_MILLIS = 86_400_000

const ON_NODE = { nodes: ['node'], numbers: {} } as const
const ON_LINK = { nodes: ['from', 'to'], numbers: {} } as const

/**
 * What can go wrong, and what a reader can change in a run: for each kind the fields that name nodes, those that are numbers, with
 * their bounds, and those that are one of several words. Scenarios and links are read by this table, {@link FaultInjector}
 * carries the faults out.
 */
export const FAULTS = {
  kill: ON_NODE,
  'power-cut': ON_NODE,
  shutdown: ON_NODE,
  restart: ON_NODE,
  pause: { nodes: ['node'], numbers: { millis: { min: 0 } } },
  'cut-link': ON_LINK,
  'restore-link': ON_LINK,
  'slow-link': { nodes: ['from', 'to'], numbers: { latencyMillis: { min: 0 } } },
  'slow-disk': { nodes: ['node'], numbers: { flushMillis: { min: 0 } } },
  'full-disk': ON_NODE,
  'broken-disk': ON_NODE,
  'healthy-disk': ON_NODE,
  'skew-clock': { nodes: ['node'], numbers: { millis: { min: -DAY_MILLIS } } },
  'set-listener': { nodes: ['node'], numbers: { millis: { min: 0 } }, choices: { outcome: LISTENER_OUTCOMES } },
  'add-consumer': ON_NODE,
} as const

export type FaultKind = keyof typeof FAULTS

type FaultOf<K extends FaultKind> = { readonly kind: K }
  & { readonly [N in (typeof FAULTS)[K]['nodes'][number]]: string }
  & { readonly [N in keyof (typeof FAULTS)[K]['numbers']]: number }
  & ChoicesOf<(typeof FAULTS)[K]>

type ChoicesOf<Row> = Row extends { readonly choices: infer C extends Record<string, readonly string[]> }
  ? { readonly [N in keyof C]: C[N][number] }
  : unknown

/** A fault as data. Available to the page, to scenarios, to tests and to the drills through one function. */
export type Fault = { [K in FaultKind]: FaultOf<K> }[FaultKind]

/** The fields of a kind of fault. */
interface FaultFields {
  readonly nodes: readonly string[]
  readonly numbers: Readonly<Record<string, { readonly min: number }>>
  readonly choices: Readonly<Record<string, readonly string[]>>
}

export function fieldsOfFault(kind: FaultKind): FaultFields {
  return { choices: {}, ...FAULTS[kind] }
}

/** A fault at a slice: how a reader disturbs a run. It takes effect right before the slice begins. */
export interface Intervention {
  readonly slice: number
  readonly fault: Fault
}
