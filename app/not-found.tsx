import type { Metadata } from 'next'
import './globals.css'
import './fonts.css'
import { HTML_LANG, LOCALES, t } from '@/components/i18n'
import { Document } from '@/components/site/views/Document'

const BASE = process.env.NEXT_PUBLIC_BASE ?? ''

export const metadata: Metadata = { title: `404 · ${t('en').site.name}` }

/** One file serves all addresses that there are not, so it speaks both languages. */
export default function NotFound() {
  return (
    <Document locale="en">
      <main style={{ maxWidth: '34rem', margin: '0 auto', padding: '18vh 1.5rem 4rem' }}>
        {LOCALES.map((locale) => {
          const { site, home } = t(locale)
          return (
            <section key={locale} lang={HTML_LANG[locale]} style={{ marginBottom: '3rem' }}>
              <h1 style={{ fontFamily: 'var(--serif)', fontWeight: 500 }}>{site.notFoundTitle}</h1>
              <p style={{ margin: '0.5rem 0 1rem' }}>{site.notFoundText}</p>
              <p><a href={`${BASE}/${locale}/learn/send-call/`}>{home.title}</a></p>
            </section>
          )
        })}
      </main>
    </Document>
  )
}
