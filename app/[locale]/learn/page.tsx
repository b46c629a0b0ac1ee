import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { shelfIn } from '@/components/course/server/shelf'
import { CoursePage } from '@/components/course/views/CoursePage'
import { isLocale, t } from '@/components/i18n'
import { SiteHeader } from '@/components/site/views/SiteHeader'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const { frame } = t(locale)
  return { title: frame.course, description: frame.courseDescription }
}

export default async function Page({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const { frame } = t(locale)
  return (
    <>
      <SiteHeader locale={locale} path="learn/" trail={[{ name: frame.course }]} />
      <CoursePage locale={locale} texts={frame} shelf={await shelfIn(locale)} />
    </>
  )
}
