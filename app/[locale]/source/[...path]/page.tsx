import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { isLocale } from '@/components/i18n'
import { pathOfFile } from '@/components/source/logic/sourceHref'
import { listReadableFiles } from '@/components/source/server/engineFiles'
import { metadataOfFile, SourceFilePage } from '@/components/source/server/SourceFilePage'

interface Props {
  readonly params: Promise<{ readonly locale: string; readonly path: string[] }>
}

export const dynamicParams = false

export function generateStaticParams(): Array<{ path: string[] }> {
  return listReadableFiles().map((file) => ({ path: pathOfFile(file).split('/').slice(1, -1) }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, path } = await params
  if (!isLocale(locale)) return {}
  return metadataOfFile(fileOf(path), locale)
}

/** A file of the engine, annotated. */
export default async function Page({ params }: Props) {
  const { locale, path } = await params
  const file = fileOf(path)
  if (!isLocale(locale) || !listReadableFiles().includes(file)) notFound()
  return <SourceFilePage locale={locale} file={file} />
}

function fileOf(path: readonly string[]): string {
  return `engine/${path.map(decodeURIComponent).join('/')}.ts`
}
