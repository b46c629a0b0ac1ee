'use client'

import { useEffect } from 'react'
import { progress } from '../../progress/logic/progress'

/** Notes that a page of the course without steps has been opened, so that one can come back to it. */
export function Visit({ slug }: { readonly slug: string }) {
  useEffect(() => progress.visit(slug), [slug])
  return null
}
