'use client'

import { createContext, useContext, type ReactNode } from 'react'
import type { PatternsTexts } from '../../i18n/en/patterns'

const Context = createContext<PatternsTexts | null>(null)

/** Hands the words of the pages on patterns to the browser: other pages have no use for them. */
export function PatternTexts({ texts, children }: { readonly texts: PatternsTexts; readonly children: ReactNode }) {
  return <Context value={texts}>{children}</Context>
}

export function usePatternTexts(): PatternsTexts {
  const texts = useContext(Context)
  if (texts === null) throw new Error('there is no PatternTexts around this component')
  return texts
}
