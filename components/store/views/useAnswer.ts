'use client'

import { createContext, useContext, useEffect, useRef, useState } from 'react'
import type { Reply, Request } from '../../../engine/worker/protocol'
import { sharedWorker, type ReplyOf } from '../../stepper/logic/workerClient'
import type { Ask } from '../logic/Ask'

/** Who answers what the views of the files ask: the page's one engine, unless somebody else is named around them. */
export const AskContext = createContext<Ask>((request, type) => sharedWorker().ask(request, type))

interface Answer<T extends Reply['type']> {
  readonly reply: ReplyOf<T> | null
  readonly failure: string | null
}

/**
 * The worker's answer to a question about the run; while a newer one is on its way, the one before. One question at a
 * time: who drags the cursor sees where it is now, and not all the places where it was. Null asks nothing.
 */
export function useAnswer<T extends Reply['type']>(request: Request | null, type: T): Answer<T> {
  const ask = useContext(AskContext)
  const [answer, setAnswer] = useState<Answer<T>>({ reply: null, failure: null })
  const wanted = useRef({ request, ask })
  wanted.current = { request, ask }
  const isAsking = useRef(false)
  const key = request === null ? '' : JSON.stringify(request)
  useEffect(() => {
    if (isAsking.current) return
    void askUntilCurrent()
    async function askUntilCurrent(): Promise<void> {
      isAsking.current = true
      for (let asked: string | null = null, whom: Ask | null = null; ;) {
        const next = wanted.current
        const text = next.request === null ? '' : JSON.stringify(next.request)
        if (next.request === null || (text === asked && next.ask === whom)) break
        asked = text
        whom = next.ask
        try {
          const reply = await next.ask(next.request, type)
          setAnswer({ reply, failure: null })
        } catch (error) {
          setAnswer({ reply: null, failure: error instanceof Error ? error.message : String(error) })
        }
      }
      isAsking.current = false
    }
  }, [key, type, ask])
  return answer
}
