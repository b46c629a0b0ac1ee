'use client'

import { useEffect, useRef, type ReactNode, type SyntheticEvent } from 'react'
import { forgetEarlyInput, replayEarlyInput, replayFocus } from '../logic/earlyInput'

const LOOK_AGAIN_MS = 50
/** An event of which nothing on the page takes notice. */
const QUESTION = 'animationiteration'

/** The body of every page. What was done to a part of it before that part's scripts were there is done again once they are. */
export function Body({ children }: { readonly children: ReactNode }) {
  const hasAnswered = useRef(false)
  useEffect(() => {
    const early = globalThis.rocketscopeEarly
    if (early === undefined) return undefined
    // React hands an event to the body's handlers as soon as the part where it happened has come alive, and no sooner.
    early.isAlive = (node) => {
      hasAnswered.current = false
      node.dispatchEvent(new Event(QUESTION, { bubbles: true }))
      return hasAnswered.current
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    let focused = document.activeElement
    const look = (): void => {
      if (!replayFocus(early, focused)) focused = null
      timer = replayEarlyInput(early) || focused !== null ? setTimeout(look, LOOK_AGAIN_MS) : undefined
    }
    early.heard = () => void (timer ??= setTimeout(look, LOOK_AGAIN_MS))
    look()
    return () => clearTimeout(timer)
  }, [])
  const answer = (): void => {
    hasAnswered.current = true
  }
  return (
    <body onAnimationIterationCapture={answer} onClickCapture={forget} onInputCapture={forget} onSubmitCapture={forget}>
      {children}
    </body>
  )
}

function forget({ nativeEvent }: SyntheticEvent): void {
  const early = globalThis.rocketscopeEarly
  if (early !== undefined) forgetEarlyInput(early, nativeEvent)
}
