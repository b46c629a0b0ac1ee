import type { Metadata, Viewport } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import '../globals.css'
import '../fonts.css'
import '../fallbackFonts.css'
import { isLocale, LOCALES, t } from '@/components/i18n'
import { TextsProvider } from '@/components/i18n/TextsProvider'
import { Offline } from '@/components/offline/views/Offline'
import { Document } from '@/components/site/views/Document'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export const dynamicParams = false

export function generateStaticParams(): Array<{ locale: string }> {
  return LOCALES.map((locale) => ({ locale }))
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf8f3' },
    { media: '(prefers-color-scheme: dark)', color: '#101317' },
  ],
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const { site } = t(locale)
  return {
    title: { default: `${site.name} · ${site.tagline}`, template: `%s · ${site.name}` },
    description: site.description,
    applicationName: site.name,
  }
}

export default async function LocaleLayout({ params, children }: Props & { readonly children: ReactNode }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  return (
    <Document locale={locale}>
      <TextsProvider locale={locale}>
        {children}
        <Offline />
      </TextsProvider>
    </Document>
  )
}
