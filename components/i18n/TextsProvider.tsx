'use client'

import dynamic from 'next/dynamic'
import { useContext } from 'react'
import type { ComponentType, ReactNode } from 'react'
import type { Dictionary } from './en'
import type { Locale } from './locales'
import { TextsContext } from './TextsContext'
import type { Texts } from './TextsContext'

/** One for each language: a page brings the texts of its own only, as a script that all pages of the language share. */
const PROVIDERS: Readonly<Record<Locale, ComponentType<{ children: ReactNode }>>> = {
  en: dynamic(() => import('./EnglishTexts')),
  zh: dynamic(() => import('./ChineseTexts')),
}

/** Hands one language's texts to the browser, so that the other's are never downloaded. */
export function TextsProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  const Provider = PROVIDERS[locale]
  return <Provider>{children}</Provider>
}

/** The texts of the page's language, in client components. */
export function useTexts(): Dictionary {
  return useTextsAndLocale().texts
}

export function useLocale(): Locale {
  return useTextsAndLocale().locale
}

function useTextsAndLocale(): Texts {
  const value = useContext(TextsContext)
  if (value === null) throw new Error('there is no TextsProvider around this component')
  return value
}
