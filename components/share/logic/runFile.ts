import { decodeLink, encodeLink, type Link } from '../../stepper/logic/url'
import { MAX_LINK, packed } from '../../strategy/logic/packing'

const FORMAT = 'rocketscope-run'
const VERSION = 1

/** A run as a file: everything that it follows from, and where its reader was. */
export interface RunFile {
  readonly format: typeof FORMAT
  readonly version: typeof VERSION
  /** The version of the engine that made the run. */
  readonly engine?: string
  /** The page that shows it, below the language. */
  readonly page: string
  readonly key: Link['key']
  readonly place: Link['cursor']
}

/** Why a file can't be opened. */
export type RunFileProblem = 'json' | 'format' | 'version' | 'damaged' | 'large'

export type ReadRunFile =
  | { readonly page: string, readonly link: string, readonly problem: null }
  | { readonly problem: RunFileProblem, readonly found?: number }

/** The longest code that a link takes is shorter by far. */
const MAX_FILE = 200_000
const PAGE = /^(learn|runs)\/[a-z0-9-]{1,64}\/$/

/** The text of the file. `page`: such as `learn/send-call/`. */
export function runFileText(page: string, key: Link['key'], place: Link['cursor'], engine?: string): string {
  const made = engine === undefined ? {} : { engine }
  const file: RunFile = { format: FORMAT, version: VERSION, ...made, page, key, place }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** Takes nothing on trust: what becomes of a file is a link that this site could have made itself. */
export function readRunFile(text: string): ReadRunFile {
  if (text.length > MAX_FILE) return { problem: 'large' }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { problem: 'json' }
  }
  const file = (json ?? {}) as Partial<Omit<RunFile, 'version'>> & { readonly version?: unknown }
  if (file.format !== FORMAT) return { problem: 'format' }
  const { version, page, key, place, engine } = file
  if (version !== VERSION) return { problem: 'version', found: Number(version) }
  if (typeof page !== 'string' || !PAGE.test(page)) return { problem: 'damaged' }
  if (typeof key !== 'object' || key === null) return { problem: 'damaged' }
  const link = linkOf(key, place ?? null, engine)
  if (link === null) return { problem: 'damaged' }
  return link.length > MAX_LINK ? { problem: 'large' } : { page, link, problem: null }
}

/** Null if it is no link of ours. */
function linkOf(key: Link['key'], cursor: Link['cursor'], engine: string | undefined): string | null {
  try {
    const { code = null, ...rest } = key
    if (code !== null && typeof code !== 'string') return null
    const made = engine === undefined ? {} : { engine }
    const link = encodeLink({ key: rest, cursor, ...made, ...(code === null ? {} : { packed: packed(code) }) })
    return link.length > MAX_LINK || decodeLink(link, [key.scenario]).problem === null ? link : null
  } catch {
    return null
  }
}
