import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ComponentType } from 'react'
import { isLocale } from '@/components/i18n'
import { lessonSource } from '@/components/lesson/server/course'
import { LessonPage } from '@/components/lesson/server/LessonPage'
import { lessonFolders } from '@/components/lesson/server/readLesson'
import { ShowPicture } from '@/components/lesson/views/afterPaint'

interface Props {
  readonly params: Promise<{ readonly locale: string; readonly lesson: string }>
}

export const dynamicParams = false

export function generateStaticParams(): Array<{ lesson: string }> {
  return lessonFolders().map((lesson) => ({ lesson }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, lesson: slug } = await params
  if (!isLocale(locale) || !lessonFolders().includes(slug)) return {}
  const { name, description } = (await lessonSource(slug)).texts[locale]
  // The lesson itself is what others should find.
  return { title: name, description, robots: { index: false } }
}

/** A lesson for the frame of another page: without the head of the site, and with messages to the page around it. */
export default async function Page({ params }: Props) {
  const { locale, lesson: slug } = await params
  if (!isLocale(locale) || !lessonFolders().includes(slug)) notFound()
  const lesson = await lessonSource(slug)
  const { default: Text } = (await import(`@/content/lessons/${slug}/${locale}.mdx`)) as { default: ComponentType }
  return (
    <LessonPage locale={locale} slug={slug} lesson={lesson} isEmbedded>
      {lesson.picture === undefined ? null : <ShowPicture name={lesson.picture} />}
      <Text />
    </LessonPage>
  )
}
