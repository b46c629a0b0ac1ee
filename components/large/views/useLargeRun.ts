'use client'

import { useEffect, useRef, useState } from 'react'
import type { ClusterSize, LargeReport } from '../../../engine/worker/large/largeProtocol'
import { type LargeClient, startLargeWorker } from '../logic/largeClient'

/** A run, as far as it has come; `seconds`: how long that has taken here. */
export interface LargeProgress {
  readonly size: ClusterSize
  readonly report: LargeReport
  readonly seconds: number
}

type Phase = 'idle' | 'running' | 'over' | 'stopped' | 'failed'

interface LargeRunState {
  readonly phase: Phase
  readonly progress: LargeProgress | null
  /** Why the last run has failed. */
  readonly message: string
  /** What has come to its end, the first one first. */
  readonly finished: readonly LargeProgress[]
  begin(size: ClusterSize): void
  stop(): void
}

/** One run at a time, in a worker that ends with it when it is stopped. */
export function useLargeRun(): LargeRunState {
  const client = useRef<LargeClient | null>(null)
  const [phase, setPhase] = useState<Phase>('idle')
  const [progress, setProgress] = useState<LargeProgress | null>(null)
  const [message, setMessage] = useState('')
  const [finished, setFinished] = useState<readonly LargeProgress[]>([])
  const close = (): void => {
    client.current?.close()
    client.current = null
  }
  useEffect(() => close, [])
  const begin = (size: ClusterSize): void => {
    close()
    const mine = startLargeWorker()
    client.current = mine
    const start = performance.now()
    const come = (report: LargeReport): LargeProgress => {
      const next = { size, report, seconds: (performance.now() - start) / 1000 }
      setProgress(next)
      return next
    }
    setPhase('running')
    setProgress(null)
    mine.onNotice = ({ report }) => void come(report)
    mine.ask({ type: 'large', size }, 'report').then(({ report }) => {
      const end = come(report)
      setFinished((before) => [...before, end])
      setPhase('over')
    }, (error: Error) => {
      // One that was stopped fails as well.
      if (client.current !== mine) return
      setMessage(error.message)
      setPhase('failed')
    })
  }
  const stop = (): void => {
    close()
    setPhase('stopped')
  }
  return { phase, progress, message, finished, begin, stop }
}
