import localFont from 'next/font/local'
import type { ReactNode } from 'react'
import { HTML_LANG } from '../../i18n'
import type { Locale } from '../../i18n'
import { EARLY_SEARCH } from '../../search/logic/earlySearch'
import { EARLY_INPUT } from '../logic/earlyInput'
import { EARLY_LINKS } from '../logic/earlyLinks'
import { OWN_FONTS } from '../logic/ownFonts'
import { Body } from './Body'

/** Before anything is painted: the colours that the reader chose, if that was ever done. */
const THEME_SCRIPT =
  "try{var t=localStorage.getItem('theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}"

/** What stands in for our serif in the first paint. It comes with the page; what is not there by then is not waited for. */
const firstSerif = localFont({
  src: '../../../app/firstFont/newsreader.woff2',
  weight: '200 800',
  display: 'optional',
  variable: '--first-serif',
  adjustFontFallback: false,
})

/** The document around every page. */
export function Document({ locale, children }: { locale: Locale; children: ReactNode }) {
  return (
    <html lang={HTML_LANG[locale]} className={firstSerif.variable} suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
        <script dangerouslySetInnerHTML={{ __html: OWN_FONTS }} />
        <script dangerouslySetInnerHTML={{ __html: EARLY_SEARCH }} />
        <script dangerouslySetInnerHTML={{ __html: EARLY_INPUT }} />
        <script dangerouslySetInnerHTML={{ __html: EARLY_LINKS }} />
      </head>
      <Body>{children}</Body>
    </html>
  )
}
