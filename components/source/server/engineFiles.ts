import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Rooms whose source no lesson can come to: platform code, and the tools that watch the engine. */
const UNSEEN_ROOMS = ['adapters', 'trace', 'worker']

/** Where the project is, for what is rendered when the site is built. */
export const ROOT = process.cwd()

/** With `npm run dev` files change under the pages, so nothing that was found out once can be relied on. */
export const isWatched: boolean = process.env.NODE_ENV === 'development'

/** The files of the engine that a lesson can come to, as `engine/client/producer/DefaultMQProducer.ts`, sorted. */
export function listEngineFiles(root: string = ROOT): string[] {
  return listReadableFiles(root).filter(isShown)
}

/** All files of the engine that the site has, so that they can be opened, sorted. */
export function listReadableFiles(root: string = ROOT): string[] {
  return readdirSync(path.join(root, 'engine'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter(isReadable)
    .sort()
}

function isShown(file: string): boolean {
  return isReadable(file) && !UNSEEN_ROOMS.includes(file.split('/')[1] ?? '')
}

export function isReadable(file: string): boolean {
  return file.startsWith('engine/') && file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.includes('..')
}

/** The text of a file of the engine; null when the site has none such. */
export function readEngineFile(file: string, root: string = ROOT): string | null {
  if (!isReadable(file)) return null
  const absolute = path.join(root, file)
  return existsSync(absolute) ? readFileSync(absolute, 'utf8') : null
}

/** `client/producer/DefaultMQProducer#send` → `engine/client/producer/DefaultMQProducer.ts` */
export function fileOfSymbol(symbol: string): string {
  return `engine/${symbol.split('#')[0]!}.ts`
}
