'use client'

import { useEffect, useRef, useState } from 'react'
import type { Reply, Request } from '../../engine/worker/protocol'
import { sharedWorker, type ReplyOf } from '../stepper/workerClient'

interface Answer<T extends Reply['type']> {
  readonly reply: ReplyOf<T> | null
  readonly failure: string | null
}

/**
 * The worker's answer to a question about the run; while a newer one is on its way, the one before. One question at a
 * time: who drags the cursor sees where it is now, and not all the places where it was. Null asks nothing.
 */
export function useAnswer<T extends Reply['type']>(request: Request | null, type: T): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ reply: null, failure: null })
  const wanted = useRef(request)
  wanted.current = request
  const isAsking = useRef(false)
  const key = request === null ? '' : JSON.stringify(request)
  useEffect(() => {
    if (isAsking.current) return
    void askUntilCurrent()
    async function askUntilCurrent(): Promise<void> {
      isAsking.current = true
      for (let asked: string | null = null; ;) {
        const next = wanted.current
        const text = next === null ? '' : JSON.stringify(next)
        if (next === null || text === asked) break
        asked = text
        try {
          const reply = await sharedWorker().ask(next, type)
          setAnswer({ reply, failure: null })
        } catch (error) {
          setAnswer({ reply: null, failure: error instanceof Error ? error.message : String(error) })
        }
      }
      isAsking.current = false
    }
  }, [key, type])
  return answer
}
