'use client'

import type { ReactNode } from 'react'
import { en } from './en'
import { TextsContext } from './TextsContext'
import type { Texts } from './TextsContext'

const TEXTS: Texts = { locale: 'en', texts: en }

export default function EnglishTexts({ children }: { children: ReactNode }) {
  return <TextsContext value={TEXTS}>{children}</TextsContext>
}
