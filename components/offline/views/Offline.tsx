'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { useLocale } from '../../i18n/TextsProvider'
import { whenIdle } from '../../site/logic/whenIdle'

const NewVersion = dynamic(() => import('./NewVersion').then((module) => module.NewVersion), { ssr: false })

/** The page's own run comes first: what is kept for later would take the line and the processor from it. */
const FIRST_RUN_MILLIS = 5000

/** Keeps the site in this browser, once the page has all that it needs itself. */
export function Offline() {
  const locale = useLocale()
  const [isStarted, setStarted] = useState(false)

  useEffect(() => {
    // In the frame of another page it is that page's visit, not ours.
    if (process.env.NODE_ENV !== 'production' || parent !== window) return
    let giveUp: (() => void) | undefined
    const start = async (): Promise<void> => {
      const { startOffline } = await import('../logic/startOffline')
      await startOffline(locale)
      setStarted(true)
    }
    const startLater = (): void => {
      giveUp = whenIdle(FIRST_RUN_MILLIS, () => void start())
    }
    if (document.readyState === 'complete') startLater()
    else addEventListener('load', startLater, { once: true })
    return () => {
      removeEventListener('load', startLater)
      giveUp?.()
    }
  }, [locale])

  return isStarted ? <NewVersion /> : null
}
