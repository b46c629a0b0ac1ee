import { decodeUtf8 } from '../../kernel/Utf8'
import { readFastJson } from '../../remoting/protocol/FastJsonTokens'
import type { StoreProblems } from './StoreProblems'
import type { StoreFiles } from './unpackStore'

const BACKUP = '.bak'
/** Without its topics a broker does not start. */
const TOPICS = 'config/topics.json'

/**
 * Can the broker's own tables be read? A damaged one is left behind; its backup then takes its place.
 * @returns the paths that are worth taking
 */
export function checkConfig(files: StoreFiles, paths: readonly string[], problems: StoreProblems): string[] {
  const readable = paths.filter((path) => isReadable(files, path))
  for (const path of paths) {
    if (readable.includes(path)) continue
    const other = path.endsWith(BACKUP) ? path.slice(0, -BACKUP.length) : path + BACKUP
    const isLost = path === TOPICS && paths.includes(other) && !readable.includes(other)
    problems[isLost ? 'error' : 'warning']('json', path, { backup: readable.includes(other) ? other : '' })
  }
  return readable
}

function isReadable(files: StoreFiles, path: string): boolean {
  const file = files.get(path)!
  const text = decodeUtf8(file.get(0, file.size))
  // The original writes an empty file first, and takes one that is still so for none.
  if (text === '') return true
  try {
    return readFastJson(text) instanceof Map
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
