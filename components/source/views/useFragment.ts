'use client'

import { useCallback, useEffect, useState } from 'react'
import type { SourceFragment } from '../logic/fragment'
import { fetchFragment, forgetFragment, whenReplaced } from '../logic/fragmentCache'

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
        forgetFragment(file)
        if (isWanted) setFailed(file)
      },
    )
    return () => {
      isWanted = false
    }
  }, [file, attempt])

  useEffect(() => {
    return whenReplaced((changed) => {
      if (changed === file) setAttempt((count) => count + 1)
    })
  }, [file])

  const retry = useCallback(() => {
    setFailed(null)
    setAttempt((count) => count + 1)
  }, [])
  return { fragment: loaded?.meta.file === file ? loaded : null, hasFailed: failed !== null && failed === file, retry }
}
