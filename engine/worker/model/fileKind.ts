import type { FileKind } from '../StoreView'

/** What a file of a broker's store is, by its path. */
export function fileKind(path: string): FileKind {
  const parts = path.split('/')
  if (parts.includes('commitlog')) return 'commit-log'
  if (parts.includes('consumequeue')) return 'consume-queue'
  if (parts.includes('index')) return 'index'
  if (parts.includes('timerlog')) return 'timer-log'
  if (parts.at(-1) === 'timerwheel') return 'timer-wheel'
  if (parts.at(-1) === 'timercheck') return 'timer-check'
  if (parts.at(-1) === 'checkpoint') return 'checkpoint'
  return parts.at(-1) === 'lock' ? 'other' : 'text'
}
