import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { isLocale } from '@/components/i18n'
import { ownEn } from '@/components/i18n/en/own'
import { ownZh } from '@/components/i18n/zh/own'
import { OwnClusterPage, OwnProvider } from '@/components/owncluster/views/afterPaint'
import { SiteHeader } from '@/components/site/views/SiteHeader'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const { name, description } = locale === 'zh' ? ownZh : ownEn
  return { title: name, description }
}

export default async function ClusterPage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const texts = locale === 'zh' ? ownZh : ownEn
  return (
    <OwnProvider texts={texts}>
      <SiteHeader locale={locale} path="cluster/" trail={[{ name: texts.name }]} />
      <OwnClusterPage />
    </OwnProvider>
  )
}
