import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { isLocale, t } from '@/components/i18n'
import { Article } from '@/components/site/views/Article'
import { SiteHeader } from '@/components/site/views/SiteHeader'
import { RUNS } from '@/content/runs'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: t(locale).site.runs, description: t(locale).site.runsDescription } : {}
}

/** The runs that can be opened without a lesson. */
export default async function RunsPage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const { site } = t(locale)
  return (
    <>
      <SiteHeader locale={locale} path="runs/" trail={[{ name: site.runs }]} />
      <Article>
        <h1>{site.runs}</h1>
        <p>{site.runsIntro}</p>
        {RUNS.map(({ scenario, title, sentences }) => (
          <section key={scenario}>
            <h2><Link href={`/${locale}/runs/${scenario}/`} prefetch={false}>{title[locale]}</Link></h2>
            <p>{sentences[0]!.text[locale]}</p>
          </section>
        ))}
      </Article>
    </>
  )
}
