import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { annotations } from '@/content/annotations'
import En from '@/content/lessons/store/en.mdx'
import { lesson } from '@/content/lessons/store/steps'
import Zh from '@/content/lessons/store/zh.mdx'
import { fill, isLocale, t } from '@/components/i18n'
import { HelpButton } from '@/components/lesson/HelpButton'
import { LessonPane } from '@/components/lesson/LessonPane'
import { LessonProvider } from '@/components/lesson/LessonProvider'
import { readLesson } from '@/components/lesson/server/readLesson'
import { StepCount } from '@/components/lesson/StepCount'
import { Workbench } from '@/components/lesson/Workbench'
import { SiteHeader } from '@/components/site/SiteHeader'
import { fileOfSymbol } from '@/components/source/server/engineFiles'
import { lineOf } from '@/components/source/server/places'
import { SourcePane } from '@/components/source/SourcePane'
import { ShowStore } from '@/components/store/ShowStore'
import { PicturePane } from '@/components/stepper/PicturePane'
import { TransportBar } from '@/components/stepper/TransportBar'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const { store } = t(locale)
  return { title: store.name, description: store.description }
}

export default async function StorePage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const { store, site } = t(locale)
  const inLocale = annotations.map(({ id, label, text }) => [id, { label: label[locale], text: text[locale] }] as const)
  const notes = Object.fromEntries(inLocale)
  const first = lesson.steps[0].anchor
  return (
    <LessonProvider lesson={readLesson('store', lesson, locale)}>
      <ShowStore />
      <SiteHeader
        locale={locale}
        path="learn/store/"
        crumbs={<>{fill(site.part, { n: 5 })} / <b>{store.name}</b> · <StepCount /></>}
        tools={<HelpButton />}
      />
      <Workbench
        prose={<LessonPane>{locale === 'zh' ? <Zh /> : <En />}</LessonPane>}
        source={<SourcePane notes={notes} start={{ file: fileOfSymbol(first), line: lineOf(first) }} />}
        picture={<PicturePane />}
        transport={<TransportBar />}
      />
    </LessonProvider>
  )
}
