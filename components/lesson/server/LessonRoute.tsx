import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ComponentType } from 'react'
import { isLocale } from '../../i18n'
import { ShowPicture } from '../views/afterPaint'
import { lessonSource } from './course'
import { LessonPage } from './LessonPage'
import { lessonFolders } from './readLesson'

/** What Next hands to the page of a lesson. */
export interface LessonRouteProps {
  readonly params: Promise<{ readonly locale: string; readonly lesson: string }>
}

/** Every folder in `content/lessons`. */
export function lessonParams(): Array<{ lesson: string }> {
  return lessonFolders().map((lesson) => ({ lesson }))
}

/** The name and the description of the lesson; nothing for one that there is not. */
export async function lessonMetadata({ params }: LessonRouteProps): Promise<Metadata> {
  const { locale, lesson: slug } = await params
  if (!isLocale(locale) || !lessonFolders().includes(slug)) return {}
  const { name, description } = (await lessonSource(slug)).texts[locale]
  return { title: name, description }
}

/** Any lesson that is walked through: a folder in `content/lessons` is all it needs. `isEmbedded`: for the frame of another page. */
export async function LessonRoute({ params, isEmbedded }: LessonRouteProps & { readonly isEmbedded?: boolean }) {
  const { locale, lesson: slug } = await params
  if (!isLocale(locale) || !lessonFolders().includes(slug)) notFound()
  const lesson = await lessonSource(slug)
  const { default: Text } = (await import(`@/content/lessons/${slug}/${locale}.mdx`)) as { default: ComponentType }
  return (
    <LessonPage locale={locale} slug={slug} lesson={lesson} isEmbedded={isEmbedded ?? false}>
      {lesson.picture === undefined ? null : <ShowPicture name={lesson.picture} />}
      <Text />
    </LessonPage>
  )
}
