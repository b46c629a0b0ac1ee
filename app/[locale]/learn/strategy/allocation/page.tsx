import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { exercisesIn } from '@/content/exercises'
import En from '@/content/lessons/strategy/allocation/en.mdx'
import Zh from '@/content/lessons/strategy/allocation/zh.mdx'
import { LessonEnds } from '@/components/course/views/LessonEnds'
import { Visit } from '@/components/course/views/Visit'
import { fill, isLocale, t } from '@/components/i18n'
import { benchEn, strategyTextsFor } from '@/components/i18n/en/bench'
import { strategyEn } from '@/components/i18n/en/strategy'
import { benchZh } from '@/components/i18n/zh/bench'
import { strategyZh } from '@/components/i18n/zh/strategy'
import { SiteHeader } from '@/components/site/views/SiteHeader'
import { readAllocations } from '@/components/strategy/server/readAllocations'
import { Bench, BenchProvider } from '@/components/strategy/views/afterPaint'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const { name, description } = (locale === 'zh' ? benchZh : benchEn).allocation
  return { title: name, description }
}

export default async function AllocationPage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const bench = locale === 'zh' ? benchZh : benchEn
  const texts = strategyTextsFor('allocation', locale === 'zh' ? strategyZh : strategyEn, bench)
  return (
    <BenchProvider
      kind="allocation" bench={bench} texts={texts} builtIns={await readAllocations()} exercises={exercisesIn(locale, 'allocation')}
    >
      <Visit slug="strategy/allocation" />
      <SiteHeader
        locale={locale}
        path="learn/strategy/allocation/"
        isSlim
        trail={[{ name: fill(t(locale).site.part, { n: 4 }), href: `/${locale}/learn/#part-4` }, { name: texts.name }]}
      />
      <Bench prose={<>{locale === 'zh' ? <Zh /> : <En />}<LessonEnds locale={locale} slug="strategy/allocation" name={texts.name} /></>} />
    </BenchProvider>
  )
}
