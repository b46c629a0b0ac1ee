import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import En from '@/content/lessons/store/en.mdx'
import { lesson } from '@/content/lessons/store/steps'
import Zh from '@/content/lessons/store/zh.mdx'
import { isLocale, t } from '@/components/i18n'
import { LessonPage } from '@/components/lesson/server/LessonPage'
import { ShowStore } from '@/components/store/ShowStore'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: t(locale).store.name, description: t(locale).store.description } : {}
}

export default async function StorePage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  return (
    <LessonPage locale={locale} slug="store" lesson={lesson} part={5} name={t(locale).store.name}>
      <ShowStore />
      {locale === 'zh' ? <Zh /> : <En />}
    </LessonPage>
  )
}
