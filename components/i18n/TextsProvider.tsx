'use client'

import { createContext, useContext } from 'react'
import type { ReactNode } from 'react'
import type { Dictionary } from './en'
import type { Locale } from './locales'

interface Texts {
  readonly locale: Locale
  readonly texts: Dictionary
}

const Context = createContext<Texts | null>(null)

/** Hands one language's texts to the browser, so that the other's are never downloaded. */
export function TextsProvider({ locale, texts, children }: Texts & { children: ReactNode }) {
  return <Context value={{ locale, texts }}>{children}</Context>
}

/** The texts of the page's language, in client components. */
export function useTexts(): Dictionary {
  return useTextsAndLocale().texts
}

export function useLocale(): Locale {
  return useTextsAndLocale().locale
}

function useTextsAndLocale(): Texts {
  const value = useContext(Context)
  if (value === null) throw new Error('there is no TextsProvider around this component')
  return value
}
