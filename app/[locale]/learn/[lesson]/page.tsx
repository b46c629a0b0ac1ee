import { LessonRoute, type LessonRouteProps } from '@/components/lesson/server/LessonRoute'

export { lessonMetadata as generateMetadata, lessonParams as generateStaticParams } from '@/components/lesson/server/LessonRoute'

export const dynamicParams = false

export default function Page({ params }: LessonRouteProps) {
  return <LessonRoute params={params} />
}
