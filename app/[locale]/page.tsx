import { notFound } from 'next/navigation'
import { lesson } from '@/content/lessons/send-call/lesson'
import { shelfIn } from '@/components/course/server/shelf'
import { Home } from '@/components/home/views/Home'
import { scenarioNodes } from '@/components/home/logic/scenarioNodes'
import { isLocale } from '@/components/i18n'
import { SiteHeader } from '@/components/site/views/SiteHeader'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export default async function HomePage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  return (
    <>
      <SiteHeader locale={locale} path="" />
      <Home
        locale={locale}
        shelf={await shelfIn(locale)}
        first="send-call"
        scenario={lesson.scenario}
        nodes={scenarioNodes(lesson.scenario)}
      />
    </>
  )
}
