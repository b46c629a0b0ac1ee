'use client'

import type { ReactNode } from 'react'
import { zh } from './zh'
import { TextsContext } from './TextsProvider'
import type { Texts } from './TextsProvider'

const TEXTS: Texts = { locale: 'zh', texts: zh }

export default function ChineseTexts({ children }: { children: ReactNode }) {
  return <TextsContext value={TEXTS}>{children}</TextsContext>
}
