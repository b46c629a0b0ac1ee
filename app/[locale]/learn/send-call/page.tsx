import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import En from '@/content/lessons/send-call/en.mdx'
import { lesson } from '@/content/lessons/send-call/steps'
import Zh from '@/content/lessons/send-call/zh.mdx'
import { isLocale, t } from '@/components/i18n'
import { LessonPage } from '@/components/lesson/server/LessonPage'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: t(locale).home.title, description: t(locale).lesson.description } : {}
}

export default async function SendCallPage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  return (
    <LessonPage locale={locale} slug="send-call" lesson={lesson} part={3} name={t(locale).lesson.name}>
      {locale === 'zh' ? <Zh /> : <En />}
    </LessonPage>
  )
}
