import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import En from '@/content/lessons/store-drill/en.mdx'
import { lesson } from '@/content/lessons/store-drill/steps'
import Zh from '@/content/lessons/store-drill/zh.mdx'
import { isLocale, t } from '@/components/i18n'
import { LessonPage } from '@/components/lesson/server/LessonPage'
import { ShowStore } from '@/components/store/ShowStore'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: t(locale).drill.name, description: t(locale).drill.description } : {}
}

export default async function StoreDrillPage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  return (
    <LessonPage locale={locale} slug="store-drill" lesson={lesson} part={5} name={t(locale).drill.name}>
      <ShowStore />
      {locale === 'zh' ? <Zh /> : <En />}
    </LessonPage>
  )
}
