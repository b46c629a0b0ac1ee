import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { exercisesIn } from '@/content/exercises'
import En from '@/content/lessons/strategy/en.mdx'
import Zh from '@/content/lessons/strategy/zh.mdx'
import { LessonEnds } from '@/components/course/views/LessonEnds'
import { Visit } from '@/components/course/views/Visit'
import { fill, isLocale, t } from '@/components/i18n'
import { strategyEn } from '@/components/i18n/en/strategy'
import { strategyZh } from '@/components/i18n/zh/strategy'
import { SiteHeader } from '@/components/site/views/SiteHeader'
import { readBuiltIns } from '@/components/strategy/server/readBuiltIns'
import { Bench, LabProvider } from '@/components/strategy/views/afterPaint'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const { name, description } = locale === 'zh' ? strategyZh : strategyEn
  return { title: name, description }
}

export default async function StrategyPage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const texts = locale === 'zh' ? strategyZh : strategyEn
  return (
    <LabProvider texts={texts} builtIns={await readBuiltIns()} exercises={exercisesIn(locale)}>
      <Visit slug="strategy" />
      <SiteHeader
        locale={locale}
        path="learn/strategy/"
        isSlim
        trail={[{ name: fill(t(locale).site.part, { n: 4 }), href: `/${locale}/learn/#part-4` }, { name: texts.name }]}
      />
      <Bench prose={<>{locale === 'zh' ? <Zh /> : <En />}<LessonEnds locale={locale} slug="strategy" name={texts.name} /></>} />
    </LabProvider>
  )
}
