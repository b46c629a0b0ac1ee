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
  /** Those that are there by now. */
  readonly indexes: readonly OpenIndex[]
  /** More are on their way. */
  readonly isLoading: boolean
  readonly hasFailed: boolean
  tryAgain(): void
}

/** What stands on the pages in a language, and the source, which is larger and comes a little later. */
export function useIndexes(locale: string): Indexes {
  const [indexes, setIndexes] = useState<readonly OpenIndex[]>([])
  const [hasFailed, setHasFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let isWanted = true
    setHasFailed(false)
    const fetchBoth = async (): Promise<void> => {
      const [pages, source] = [indexOf(locale), indexOf('source')]
      const first = await pages
      if (isWanted) setIndexes([first])
      const second = await source
      if (isWanted) setIndexes([first, second])
    }
    fetchBoth().catch(() => isWanted && setHasFailed(true))
    return () => {
      isWanted = false
    }
  }, [locale, attempt])
  const tryAgain = useCallback(() => setAttempt((before) => before + 1), [])
  return { indexes, isLoading: indexes.length < 2, hasFailed, tryAgain }
}
