import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { isLocale } from '@/components/i18n'
import { sourcePagesTexts } from '@/components/i18n/sourcePages'
import { SourceHomePage } from '@/components/source/server/SourceHomePage'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const { title, description } = sourcePagesTexts(locale)
  return { title, description }
}

/** The source, annotated: the way in. */
export default async function Page({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  return <SourceHomePage locale={locale} />
}
