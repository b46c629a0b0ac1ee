'use client'

import { useCallback, useEffect, useState } from 'react'
import { fragmentUrl, readFragment } from './fragment'
import type { SourceFragment } from './fragment'

const cache = new Map<string, Promise<SourceFragment>>()
/** Those who show a file; told when another text takes its place. */
const shown = new Set<(file: string) => void>()

export interface FragmentState {
  readonly fragment: SourceFragment | null
  readonly hasFailed: boolean
  readonly retry: () => void
}

/** The source of a file, fetched once. While another file is on its way the last one is not shown. */
export function useFragment(file: string | null): FragmentState {
  const [loaded, setLoaded] = useState<SourceFragment | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    if (file === null) return
    let isWanted = true
    fetchFragment(file).then(
      (fragment) => {
        if (!isWanted) return
        setLoaded(fragment)
        setFailed(null)
      },
      () => {
        cache.delete(file)
        if (isWanted) setFailed(file)
      },
    )
    return () => {
      isWanted = false
    }
  }, [file, attempt])

  useEffect(() => {
    const replaced = (changed: string): void => {
      if (changed === file) setAttempt((count) => count + 1)
    }
    shown.add(replaced)
    return () => void shown.delete(replaced)
  }, [file])

  const retry = useCallback(() => {
    setFailed(null)
    setAttempt((count) => count + 1)
  }, [])
  return { fragment: loaded?.meta.file === file ? loaded : null, hasFailed: failed !== null && failed === file, retry }
}

export function fetchFragment(file: string): Promise<SourceFragment> {
  const known = cache.get(file)
  if (known !== undefined) return known
  const fetched = download(file)
  cache.set(file, fetched)
  return fetched
}

/** The lines of a file that is not the engine's, such as code that the reader wrote. They take the place of older ones. */
export function provideFragment(file: string, lines: readonly string[]): void {
  cache.set(file, Promise.resolve({ meta: { file, symbols: [], notes: {}, asserts: {}, counterparts: {} }, lines }))
  for (const replaced of shown) replaced(file)
}

async function download(file: string): Promise<SourceFragment> {
  const response = await fetch(fragmentUrl(file))
  const fragment = response.ok ? readFragment(await response.text()) : null
  if (fragment === null) throw new Error(`there is no source of ${file} (status ${response.status})`)
  return fragment
}
