'use client'

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { SourceFragment } from '../logic/fragment'
import { fetchFragment, forgetFragment, knownFragment, whenFragmentsChange } from '../logic/fragmentCache'

export interface FragmentState {
  readonly fragment: SourceFragment | null
  readonly hasFailed: boolean
  readonly retry: () => void
}

/** The source of a file, fetched once, and there at once if it is here. While it is on its way, the file before is not shown. */
export function useFragment(file: string): FragmentState {
  const fragment = useSyncExternalStore(whenFragmentsChange, () => knownFragment(file), () => null)
  const [failed, setFailed] = useState<string | null>(null)
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    let isWanted = true
    fetchFragment(file).catch(() => {
      forgetFragment(file)
      if (isWanted) setFailed(file)
    })
    return () => {
      isWanted = false
    }
  }, [file, attempt])

  const retry = useCallback(() => {
    setFailed(null)
    setAttempt((count) => count + 1)
  }, [])
  return { fragment, hasFailed: failed === file && fragment === null, retry }
}
