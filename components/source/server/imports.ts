import path from 'node:path'
import { isWatched, listReadableFiles, readEngineFile, ROOT } from './engineFiles'

const IMPORT = /^(?:import|export)\b[^'"]*?from\s+'(\.[^']+)'/gm

/** The files of the engine that a source imports, each once, sorted. */
export function importsIn(file: string, source: string): string[] {
  const folder = path.posix.dirname(file)
  const found = [...source.matchAll(IMPORT)].map(([, specifier]) => `${path.posix.join(folder, specifier!)}.ts`)
  return [...new Set(found)].filter((each) => each.startsWith('engine/')).sort()
}

export interface Imports {
  readonly imports: readonly string[]
  readonly importedBy: readonly string[]
}

let shared: ReadonlyMap<string, Imports> | null = null

/** Who imports whom in the engine, by file. */
export function engineImports(): ReadonlyMap<string, Imports> {
  if (shared === null || isWatched) shared = readImports()
  return shared
}

function readImports(root: string = ROOT): ReadonlyMap<string, Imports> {
  const files = listReadableFiles(root)
  const known = new Set(files)
  const found = new Map(files.map((file) => [file, { imports: [] as string[], importedBy: [] as string[] }]))
  for (const file of files) {
    for (const target of importsIn(file, readEngineFile(file, root)!)) {
      // Programs in JavaScript beside the engine have no page.
      if (!known.has(target)) continue
      found.get(file)!.imports.push(target)
      found.get(target)!.importedBy.push(file)
    }
  }
  return found
}
