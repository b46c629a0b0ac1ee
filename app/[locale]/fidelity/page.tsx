import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import En from '@/content/fidelity/en.mdx'
import Zh from '@/content/fidelity/zh.mdx'
import { isLocale, t } from '@/components/i18n'
import { Article } from '@/components/site/views/Article'
import { SiteHeader } from '@/components/site/views/SiteHeader'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: t(locale).site.fidelity, description: t(locale).site.fidelityDescription } : {}
}

export default async function FidelityPage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  return (
    <>
      <SiteHeader locale={locale} path="fidelity/" trail={[{ name: t(locale).site.fidelity }]} />
      <Article>{locale === 'zh' ? <Zh /> : <En />}</Article>
    </>
  )
}
