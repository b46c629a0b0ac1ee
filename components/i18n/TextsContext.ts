'use client'

import { createContext } from 'react'
import type { Dictionary } from './en'
import type { Locale } from './locales'

export interface Texts {
  readonly locale: Locale
  readonly texts: Dictionary
}

export const TextsContext = createContext<Texts | null>(null)
