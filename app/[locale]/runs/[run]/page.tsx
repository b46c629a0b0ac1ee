import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { isLocale } from '@/components/i18n'
import { RunPage } from '@/components/runs/server/RunPage'
import { RUNS } from '@/content/runs'

interface Props {
  readonly params: Promise<{ readonly locale: string; readonly run: string }>
}

export const dynamicParams = false

export function generateStaticParams(): Array<{ run: string }> {
  return RUNS.map(({ scenario }) => ({ run: scenario }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, run: name } = await params
  const run = RUNS.find(({ scenario }) => scenario === name)
  if (!isLocale(locale) || run === undefined) return {}
  return { title: run.title[locale], description: run.sentences[0]!.text[locale] }
}

export default async function Page({ params }: Props) {
  const { locale, run: name } = await params
  const run = RUNS.find(({ scenario }) => scenario === name)
  if (!isLocale(locale) || run === undefined) notFound()
  return <RunPage locale={locale} run={run} />
}
