import { fragmentUrl, readFragment } from './fragment'
import type { SourceFragment } from './fragment'

/** By file: what has been asked for ends when it is here. */
const fetches = new Map<string, Promise<void>>()
const fragments = new Map<string, SourceFragment>()
/** Called when a file has come, or another text has taken its place. */
const listeners = new Set<() => void>()

/** Fetches the source of a file, once, for {@link knownFragment}. */
export function fetchFragment(file: string): Promise<void> {
  const known = fetches.get(file)
  if (known !== undefined) return known
  const fetched = download(file).then((fragment) => keep(file, fragment))
  fetches.set(file, fetched)
  return fetched
}

/** The source of a file, if it is here; null if it has to be fetched. */
export function knownFragment(file: string): SourceFragment | null {
  return fragments.get(file) ?? null
}

function keep(file: string, fragment: SourceFragment): void {
  fragments.set(file, fragment)
  for (const changed of listeners) changed()
}

let list: Promise<readonly string[]> | null = null

/** The files that there are, as `engine/store/DefaultMessageStore.ts`; fetched once. */
export function fetchFileList(): Promise<readonly string[]> {
  list ??= downloadList().catch((error: unknown) => {
    list = null
    throw error
  })
  return list
}

async function downloadList(): Promise<readonly string[]> {
  const response = await fetch(`${process.env.NEXT_PUBLIC_BASE ?? ''}/source-files.json`)
  if (!response.ok) throw new Error(`there is no list of the files (status ${response.status})`)
  return (await response.json()) as readonly string[]
}

/**
 * Fetches files one after the other, so that a step into one of them finds it there. A file that can't be had is no concern of
 * the reader's before it is needed.
 * @returns a function that ends it
 */
export function fetchAhead(files: readonly string[]): () => void {
  let isWanted = true
  const fetchAll = async (): Promise<void> => {
    for (const file of files) {
      if (!isWanted) return
      await fetchFragment(file).catch(() => forgetFragment(file))
    }
  }
  void fetchAll()
  return () => {
    isWanted = false
  }
}

/** The next call of {@link fetchFragment} fetches the file again: for one that could not be had. */
export function forgetFragment(file: string): void {
  fetches.delete(file)
}

/** The lines of a file that is not the engine's, such as code that the reader wrote. They take the place of older ones. */
export function provideFragment(file: string, lines: readonly string[]): void {
  const meta = { file, symbols: [], notes: {}, asserts: {}, counterparts: {}, definitions: [] }
  fetches.set(file, Promise.resolve())
  keep(file, { meta, lines })
}

/** Tells what {@link knownFragment} answers may have changed. @returns a function that ends the subscription */
export function whenFragmentsChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

async function download(file: string): Promise<SourceFragment> {
  const response = await fetch(fragmentUrl(file))
  const fragment = response.ok ? readFragment(await response.text()) : null
  if (fragment === null) throw new Error(`there is no source of ${file} (status ${response.status})`)
  return fragment
}
