import type { Metadata } from 'next'
import { lessonMetadata, LessonRoute, type LessonRouteProps } from '@/components/lesson/server/LessonRoute'

export { lessonParams as generateStaticParams } from '@/components/lesson/server/LessonRoute'

export const dynamicParams = false

/** The lesson itself is what others should find. */
export async function generateMetadata(props: LessonRouteProps): Promise<Metadata> {
  return { ...(await lessonMetadata(props)), robots: { index: false } }
}

/** A lesson for the frame of another page: without the head of the site, and with messages to the page around it. */
export default function Page({ params }: LessonRouteProps) {
  return <LessonRoute params={params} isEmbedded />
}
