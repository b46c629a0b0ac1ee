import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Rooms whose source no lesson can come to: platform code, and the tools that watch the engine. */
const UNSEEN_ROOMS = ['adapters', 'trace', 'worker']

/** Where the project is, for what is rendered when the site is built. */
export const ROOT = process.cwd()

/** The files of the engine that the site shows, as `engine/client/producer/DefaultMQProducer.ts`, sorted. */
export function listEngineFiles(root: string = ROOT): string[] {
  return readdirSync(path.join(root, 'engine'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter(isShown)
    .sort()
}

export function isShown(file: string): boolean {
  const room = file.split('/')[1] ?? ''
  return file.startsWith('engine/') && file.endsWith('.ts') && !file.endsWith('.d.ts') && !UNSEEN_ROOMS.includes(room)
}

/** The text of a file of the engine; null when there is none that the site would show. */
export function readEngineFile(file: string, root: string = ROOT): string | null {
  if (!isShown(file) || file.includes('..')) return null
  const absolute = path.join(root, file)
  return existsSync(absolute) ? readFileSync(absolute, 'utf8') : null
}

/** `client/producer/DefaultMQProducer#send` → `engine/client/producer/DefaultMQProducer.ts` */
export function fileOfSymbol(symbol: string): string {
  return `engine/${symbol.split('#')[0]!}.ts`
}
