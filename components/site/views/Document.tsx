import type { ReactNode } from 'react'
import { HTML_LANG } from '../../i18n'
import type { Locale } from '../../i18n'
import { EARLY_SEARCH } from '../../search/logic/earlySearch'
import { EARLY_INPUT } from '../logic/earlyInput'
import { Body } from './Body'

/** Before anything is painted: the colours that the reader chose, if that was ever done. */
const THEME_SCRIPT =
  "try{var t=localStorage.getItem('theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}"

/** The document around every page. */
export function Document({ locale, children }: { locale: Locale; children: ReactNode }) {
  return (
    <html lang={HTML_LANG[locale]} suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
        <script dangerouslySetInnerHTML={{ __html: EARLY_SEARCH }} />
        <script dangerouslySetInnerHTML={{ __html: EARLY_INPUT }} />
      </head>
      <Body>{children}</Body>
    </html>
  )
}
