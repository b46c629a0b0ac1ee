'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** How long the page has been there, in ms: what the reader is looking at comes first. */
const SETTLED = 4000

/** The page that most readers go to next is fetched while the browser has nothing else to do, unless data is to be saved. */
export function FetchAhead({ href }: { readonly href: string }) {
  const router = useRouter()
  useEffect(() => {
    if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true) return
    // Safari has no `requestIdleCallback`.
    const whenIdle = globalThis.requestIdleCallback as typeof requestIdleCallback | undefined ?? setTimeout
    const timer = setTimeout(() => whenIdle(() => router.prefetch(href)), SETTLED)
    return () => clearTimeout(timer)
  }, [router, href])
  return null
}
