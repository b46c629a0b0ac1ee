import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { exercisesIn } from '@/content/exercises'
import En from '@/content/lessons/strategy/listener/en.mdx'
import Zh from '@/content/lessons/strategy/listener/zh.mdx'
import { LessonEnds } from '@/components/course/views/LessonEnds'
import { Visit } from '@/components/course/views/Visit'
import { fill, isLocale, t } from '@/components/i18n'
import { benchEn, strategyTextsFor } from '@/components/i18n/en/bench'
import { strategyEn } from '@/components/i18n/en/strategy'
import { benchZh } from '@/components/i18n/zh/bench'
import { strategyZh } from '@/components/i18n/zh/strategy'
import { SiteHeader } from '@/components/site/views/SiteHeader'
import { Bench, BenchProvider } from '@/components/strategy/views/afterPaint'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const { name, description } = (locale === 'zh' ? benchZh : benchEn).listener
  return { title: name, description }
}

export default async function ListenerPage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const bench = locale === 'zh' ? benchZh : benchEn
  const texts = strategyTextsFor('listener', locale === 'zh' ? strategyZh : strategyEn, bench)
  return (
    <BenchProvider
      kind="listener" bench={bench} texts={texts} builtIns={[]} exercises={exercisesIn(locale, 'listener')}
    >
      <Visit slug="strategy/listener" />
      <SiteHeader
        locale={locale}
        path="learn/strategy/listener/"
        isSlim
        trail={[{ name: fill(t(locale).site.part, { n: 6 }), href: `/${locale}/learn/#part-6` }, { name: texts.name }]}
      />
      <Bench prose={<>{locale === 'zh' ? <Zh /> : <En />}<LessonEnds locale={locale} slug="strategy/listener" name={texts.name} /></>} />
    </BenchProvider>
  )
}
