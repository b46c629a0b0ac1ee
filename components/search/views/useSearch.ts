'use client'

import { useCallback, useEffect, useState } from 'react'
import { openIndex, type OpenIndex, type StoredIndex } from '../logic/searchIndex'

const BASE = process.env.NEXT_PUBLIC_BASE ?? ''

/** Once for a page: the indexes stay when the search is closed. */
const fetched = new Map<string, Promise<OpenIndex>>()

function indexOf(name: string): Promise<OpenIndex> {
  const known = fetched.get(name) ?? fetchIndex(name)
  fetched.set(name, known)
  known.catch(() => fetched.delete(name))
  return known
}

async function fetchIndex(name: string): Promise<OpenIndex> {
  const response = await fetch(`${BASE}/search/${name}.json`)
  if (!response.ok) throw new Error(`the search index ${name}: ${response.status}`)
  return openIndex(await response.json() as StoredIndex)
}

interface Indexes {
  /** Null until they are there. */
  readonly indexes: readonly OpenIndex[] | null
  readonly hasFailed: boolean
  tryAgain(): void
}

/** What stands on the pages in a language, and the source. */
export function useIndexes(locale: string): Indexes {
  const [indexes, setIndexes] = useState<readonly OpenIndex[] | null>(null)
  const [hasFailed, setHasFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let isWanted = true
    setHasFailed(false)
    Promise.all([indexOf(locale), indexOf('source')]).then(
      (found) => isWanted && setIndexes(found),
      () => isWanted && setHasFailed(true),
    )
    return () => {
      isWanted = false
    }
  }, [locale, attempt])
  const tryAgain = useCallback(() => setAttempt((before) => before + 1), [])
  return { indexes, hasFailed, tryAgain }
}
