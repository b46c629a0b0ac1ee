'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { savesData, whenIdle } from '../../site/logic/whenIdle'

/** How long the page has been there, in ms: what the reader is looking at comes first. */
const SETTLED = 4000

/** The page that most readers go to next is fetched while the browser has nothing else to do, unless data is to be saved. */
export function FetchAhead({ href }: { readonly href: string }) {
  const router = useRouter()
  useEffect(() => {
    if (savesData()) return
    return whenIdle(SETTLED, () => router.prefetch(href))
  }, [router, href])
  return null
}
