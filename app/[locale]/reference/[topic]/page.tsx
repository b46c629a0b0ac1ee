import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { isLocale } from '@/components/i18n'
import { referenceTexts } from '@/components/reference/logic/referenceTexts'
import { isTopic, TOPICS } from '@/components/reference/logic/topics'
import { CodesPage } from '@/components/reference/views/CodesPage'
import { DefaultsPage } from '@/components/reference/views/DefaultsPage'
import { ExceptionsPage } from '@/components/reference/views/ExceptionsPage'
import { GlossaryPage } from '@/components/reference/views/GlossaryPage'
import { VersionsPage } from '@/components/reference/views/VersionsPage'
import { SiteHeader } from '@/components/site/views/SiteHeader'

interface Props {
  readonly params: Promise<{ readonly locale: string; readonly topic: string }>
}

const PAGES = {
  glossary: GlossaryPage, defaults: DefaultsPage, codes: CodesPage, exceptions: ExceptionsPage, versions: VersionsPage,
}

export const dynamicParams = false

export function generateStaticParams(): Array<{ topic: string }> {
  return TOPICS.map((topic) => ({ topic }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, topic } = await params
  if (!isLocale(locale) || !isTopic(topic)) return {}
  const { name, description } = referenceTexts(locale)[topic]
  return { title: name, description }
}

export default async function Page({ params }: Props) {
  const { locale, topic } = await params
  if (!isLocale(locale) || !isTopic(topic)) notFound()
  const texts = referenceTexts(locale)
  const Content = PAGES[topic]
  const trail = [{ name: texts.name, href: `/${locale}/reference/` }, { name: texts[topic].name }]
  return (
    <>
      <SiteHeader locale={locale} path={`reference/${topic}/`} trail={trail} />
      <Content locale={locale} texts={texts} />
    </>
  )
}
