'use client'

import type { ReactNode } from 'react'
import { zh } from './zh'
import { TextsContext } from './TextsContext'
import type { Texts } from './TextsContext'

const TEXTS: Texts = { locale: 'zh', texts: zh }

export default function ChineseTexts({ children }: { children: ReactNode }) {
  return <TextsContext value={TEXTS}>{children}</TextsContext>
}
