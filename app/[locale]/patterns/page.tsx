import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { isLocale } from '@/components/i18n'
import { patternsEn } from '@/components/i18n/en/patterns'
import { patternsZh } from '@/components/i18n/zh/patterns'
import { PatternsPage } from '@/components/patterns/server/PatternsPage'
import { readPatterns } from '@/components/patterns/server/readPatterns'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  const { title, description } = locale === 'zh' ? patternsZh : patternsEn
  return isLocale(locale) ? { title, description } : {}
}

export default async function AllPatternsPage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  return <PatternsPage locale={locale} patterns={await readPatterns()} />
}
