import * as v from 'valibot'
import type { Keeper } from '../../site/logic/choice'
import { parseHistory } from '../../strategy/logic/history'
import { SLOTS } from '../../strategy/logic/subjects'
import { PROGRESS_KEY } from './progress'
import { mergedProgress, readProgress, writeProgress, type CourseProgress } from './progressData'

/** Raised when a file means something else than before. */
export const KEPT_VERSION = 1

/** More than this no browser keeps for a site. */
const MAX_TEXT = 10_485_760

/** Everything else that the site keeps in the browser, by its key, and what can stand there. */
const OTHERS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['theme', (text) => text === 'light' || text === 'dark'],
  ['locale', (text) => text === 'en' || text === 'zh'],
  ['panes', isJson],
  ['stack-height', (text) => Number.isFinite(Number(text))],
  ['strategy-solved', () => true],
  ...['strategy', 'allocation', 'listener'].flatMap((kind) => SLOTS.map((slot) => {
    return [`${kind}-${slot}`, (text: string) => parseHistory(text) !== null] as const
  })),
])

const envelope = v.looseObject({
  rocketscope: v.number(), exportedAt: v.string(), progress: v.unknown(), others: v.unknown(),
})

export interface KeptThings {
  /** As written into the file, ISO 8601. */
  readonly exportedAt: string
  readonly lessons: CourseProgress
  readonly others: Readonly<Record<string, string>>
}

/** Why a file is not taken; the names are those of the texts. */
export type KeptProblem =
  | { readonly kind: 'json' | 'format' | 'large' }
  | { readonly kind: 'version'; readonly found: number }
  /** `place`: the part of the file that makes no sense. */
  | { readonly kind: 'damaged'; readonly place: string }

export type ReadKept =
  | { readonly things: KeptThings; readonly problem: null }
  | { readonly things: null; readonly problem: KeptProblem }

/** The whole of what the site keeps, as a file. */
export function writeKept(keeper: Keeper, exportedAt: string): string {
  const others = [...OTHERS.keys()].flatMap((key) => {
    const text = keeper.recall(key)
    return text === null ? [] : [[key, text] as const]
  })
  const { lessons } = readProgress(keeper.recall(PROGRESS_KEY))
  const progress: unknown = JSON.parse(writeProgress(lessons))
  const file = { rocketscope: KEPT_VERSION, exportedAt, progress, others: Object.fromEntries(others) }
  return JSON.stringify(file, null, 2)
}

/** Takes a file whole or not at all. What a later edition may have added beside it is left alone. */
export function readKept(text: string): ReadKept {
  if (text.length > MAX_TEXT) return refused({ kind: 'large' })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return refused({ kind: 'json' })
  }
  const file = v.safeParse(envelope, json)
  if (!file.success) return refused({ kind: 'format' })
  const { rocketscope, exportedAt, progress, others } = file.output
  if (rocketscope > KEPT_VERSION) return refused({ kind: 'version', found: rocketscope })
  const { lessons, isWhole } = readProgress(JSON.stringify(progress ?? null))
  if (!isWhole) return refused({ kind: 'damaged', place: 'progress' })
  const kept = v.safeParse(v.record(v.string(), v.string()), others)
  if (!kept.success) return refused({ kind: 'damaged', place: 'others' })
  const known = Object.entries(kept.output).filter(([key]) => OTHERS.has(key))
  const bad = known.find(([key, value]) => !OTHERS.get(key)!(value))
  if (bad !== undefined) return refused({ kind: 'damaged', place: bad[0] })
  return { things: { exportedAt, lessons, others: Object.fromEntries(known) }, problem: null }
}

/** Puts progress together with what is there, and the rest in the place of it. False if there is no room: then nothing has changed. */
export function takeOver(keeper: Keeper, { lessons, others }: KeptThings): boolean {
  const merged = mergedProgress(readProgress(keeper.recall(PROGRESS_KEY)).lessons, lessons)
  const wanted = new Map([...Object.entries(others), [PROGRESS_KEY, writeProgress(merged)]])
  const before = new Map([...wanted.keys()].map((key) => [key, keeper.recall(key)]))
  for (const [key, text] of wanted) {
    keeper.remember(key, text)
    if (keeper.recall(key) === text) continue
    for (const [each, old] of before) keeper.remember(each, old)
    return false
  }
  return true
}

function refused(problem: KeptProblem): ReadKept {
  return { things: null, problem }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
