import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { isLocale } from '@/components/i18n'
import { referenceTexts } from '@/components/reference/logic/referenceTexts'
import { ReferenceIndex } from '@/components/reference/views/ReferenceIndex'
import { SiteHeader } from '@/components/site/views/SiteHeader'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const { name, description } = referenceTexts(locale)
  return { title: name, description }
}

export default async function ReferencePage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const texts = referenceTexts(locale)
  return (
    <>
      <SiteHeader locale={locale} path="reference/" trail={[{ name: texts.name }]} />
      <ReferenceIndex locale={locale} texts={texts} />
    </>
  )
}
