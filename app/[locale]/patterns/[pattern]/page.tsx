import type { Metadata } from 'next'
import type { MDXProps } from 'mdx/types'
import { notFound } from 'next/navigation'
import type { ComponentType } from 'react'
import { isLocale, LOCALES } from '@/components/i18n'
import { PatternPage } from '@/components/patterns/server/PatternPage'
import { patternFolders, readPattern } from '@/components/patterns/server/readPatterns'

interface Props {
  readonly params: Promise<{ readonly locale: string; readonly pattern: string }>
}

export const dynamicParams = false

export function generateStaticParams(): Array<{ locale: string; pattern: string }> {
  return LOCALES.flatMap((locale) => patternFolders().map((pattern) => ({ locale, pattern })))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, pattern } = await params
  if (!isLocale(locale)) return {}
  const { name, description } = (await readPattern(pattern)).texts[locale]
  return { title: name, description }
}

export default async function OnePatternPage({ params }: Props) {
  const { locale, pattern } = await params
  if (!isLocale(locale)) notFound()
  const { default: Text } = (await import(`@/content/patterns/${pattern}/${locale}.mdx`)) as { default: ComponentType<MDXProps> }
  return <PatternPage locale={locale} pattern={await readPattern(pattern)} Text={Text} />
}
