'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { useLocale } from '../../i18n/TextsProvider'

const NewVersion = dynamic(() => import('./NewVersion').then((module) => module.NewVersion), { ssr: false })

/** Keeps the site in this browser, once the page has all that it needs itself. */
export function Offline() {
  const locale = useLocale()
  const [isStarted, setStarted] = useState(false)

  useEffect(() => {
    // In the frame of another page it is that page's visit, not ours.
    if (process.env.NODE_ENV !== 'production' || parent !== window) return
    const start = (): void => {
      const whenIdle = globalThis.requestIdleCallback ?? setTimeout
      whenIdle(() => void import('../logic/startOffline').then((module) => module.startOffline(locale)).then(() => setStarted(true)))
    }
    if (document.readyState === 'complete') start()
    else addEventListener('load', start, { once: true })
    return () => removeEventListener('load', start)
  }, [locale])

  return isStarted ? <NewVersion /> : null
}
