import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { isLocale } from '@/components/i18n'
import { largeEn } from '@/components/i18n/en/large'
import { ownEn } from '@/components/i18n/en/own'
import { largeZh } from '@/components/i18n/zh/large'
import { ownZh } from '@/components/i18n/zh/own'
import { LargePage } from '@/components/large/views/afterPaint'
import { SiteHeader } from '@/components/site/views/SiteHeader'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const { name, description } = locale === 'zh' ? largeZh : largeEn
  return { title: name, description }
}

export default async function LargeClusterPage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const texts = locale === 'zh' ? largeZh : largeEn
  const trail = [{ name: (locale === 'zh' ? ownZh : ownEn).name, href: `/${locale}/cluster/` }, { name: texts.name }]
  return (
    <>
      <SiteHeader locale={locale} path="cluster/large/" trail={trail} />
      <LargePage texts={texts} />
    </>
  )
}
