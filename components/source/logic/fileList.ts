import type { Cursor } from '../../../engine/worker/protocol'

/** The files of one room of the engine, such as `store`. */
export interface Room {
  readonly name: string
  readonly files: readonly string[]
}

/** Has the run been in a file? `later`: it comes there after the cursor. */
export type Passed = 'passed' | 'later' | 'never'

/** The files that have each word of the query somewhere in their path, whatever their case, by room. */
export function roomsOf(files: readonly string[], query: string): Room[] {
  const words = query.toLowerCase().split(/[\s./]+/).filter((word) => word !== '')
  const rooms = new Map<string, string[]>()
  for (const file of files) {
    const path = file.replace(/^engine\//, '')
    if (!words.every((word) => path.toLowerCase().includes(word))) continue
    const room = path.slice(0, path.indexOf('/'))
    rooms.set(room, [...(rooms.get(room) ?? []), file])
  }
  return [...rooms].map(([name, found]) => ({ name, files: found }))
}

/** What Enter opens before an arrow key was pressed: the file whose name begins with the query, else the first. */
export function bestOf(files: readonly string[], query: string): number {
  const wanted = query.trim().toLowerCase()
  const name = (file: string): string => fileName(file).toLowerCase()
  const exact = files.findIndex((file) => name(file) === wanted)
  if (wanted === '' || exact >= 0) return Math.max(0, exact)
  return Math.max(0, files.findIndex((file) => name(file).startsWith(wanted)))
}

export function passedAt(file: string, firstRuns: Readonly<Record<string, Cursor>>, cursor: Cursor): Passed {
  const first = firstRuns[file]
  return first === undefined ? 'never' : first <= cursor ? 'passed' : 'later'
}

/** `engine/store/ha/HAService.ts` → `HAService` */
export function fileName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.ts$/, '')
}

/** `engine/store/ha/HAService.ts` → `store/ha` */
export function folderOf(file: string): string {
  return file.slice('engine/'.length, Math.max('engine/'.length, file.lastIndexOf('/')))
}
