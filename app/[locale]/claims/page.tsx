import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { claimRows } from '@/components/claims/server/claimRows'
import { ClaimTable } from '@/components/claims/views/ClaimTable'
import { isLocale, t } from '@/components/i18n'
import { Article } from '@/components/site/views/Article'
import { SiteHeader } from '@/components/site/views/SiteHeader'

interface Props {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: t(locale).claims.title, description: t(locale).claims.description } : {}
}

/** Every claim of the course, made from the curriculum and the lessons. */
export default async function ClaimsPage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const { claims } = t(locale)
  return (
    <>
      <SiteHeader locale={locale} path="claims/" trail={[{ name: claims.title }]} />
      <Article>
        <h1>{claims.title}</h1>
        <p>{claims.intro}</p>
        <ClaimTable rows={await claimRows(locale)} />
      </Article>
    </>
  )
}
