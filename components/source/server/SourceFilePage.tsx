import type { Metadata } from 'next'
import Link from 'next/link'
import { annotations } from '@/content/annotations'
import { READING_ORDER } from '@/content/readingOrder'
import { fill } from '../../i18n'
import type { Locale } from '../../i18n'
import { sourcePagesTexts } from '../../i18n/sourcePages'
import { SiteHeader } from '../../site/views/SiteHeader'
import { fileName, folderOf } from '../logic/fileList'
import { holdHtml } from '../logic/heldHtml'
import { pathOfFile } from '../logic/sourceHref'
import styles from '../styles/SourceFilePage.module.css'
import { SourceBody } from '../views/SourceBody'
import { readEngineFile } from './engineFiles'
import { filePage } from './filePage'
import { FilePageHtml } from './filePageHtml'
import { firstSentence } from './firstSentence'
import { isPattern, patternHref } from './patternHref'
import { readSymbols } from './readSymbols'

interface Props {
  readonly locale: Locale
  readonly file: string
}

export function metadataOfFile(file: string, locale: Locale): Metadata {
  const source = readEngineFile(file)
  if (source === null) return {}
  const said = firstSentence(mainDoc(file, source))
  const title = `${fileName(file)} · ${sourcePagesTexts(locale).title}`
  return said === '' ? { title } : { title, description: said }
}

/** A file of the engine: what it is, and its code with all that is known of it beside it. */
export async function SourceFilePage({ locale, file }: Props) {
  const texts = sourcePagesTexts(locale)
  const source = readEngineFile(file)!
  const name = fileName(file)
  const folder = folderOf(file)
  const doc = mainDoc(file, source)
  const id = `${locale}/${file}`
  holdHtml(id, new FilePageHtml(await filePage(file), locale).html())
  return (
    <>
      <SiteHeader
        locale={locale}
        path={pathOfFile(file)}
        trail={[
          { name: texts.title, href: `/${locale}/source/` },
          { name: folder, href: `/${locale}/source/#${folder.split('/')[0]}` },
          { name },
        ]}
      />
      <main id="content" className={styles.page} tabIndex={-1}>
        <header className={styles.head}>
          <h1>{name}</h1>
          {doc === '' ? null : <p className={styles.doc} lang="en">{doc}</p>}
          <FileMeta locale={locale} file={file} lines={source.split('\n').length - 1} />
        </header>
        <SourceBody
          key={id}
          id={id}
          label={fill(texts.code, { file })}
          definition={texts.definition}
          noDoc={texts.noDoc}
        />
        <OrderNav locale={locale} file={file} />
      </main>
    </>
  )
}

function FileMeta({ locale, file, lines }: Props & { readonly lines: number }) {
  const texts = sourcePagesTexts(locale)
  const stop = READING_ORDER.findIndex((each) => each.file === file)
  const badges = new Map(annotations
    .filter(({ place, label }) => isPattern(label) && `engine/${place.split('#')[0]!}.ts` === file)
    .map(({ label }) => [label[locale], patternHref(label)]))
  return (
    <p className={styles.meta}>
      <code>{file}</code>
      <span>{fill(texts.lines, { n: lines })}</span>
      {stop < 0 ? null : (
        <Link href={`/${locale}/source/#order`} prefetch={false}>{fill(texts.stop, { n: stop + 1, count: READING_ORDER.length })}</Link>
      )}
      {[...badges].map(([label, href]) => (
        href === null
          ? <b key={label} className={styles.badge}>{label}</b>
          : <Link key={label} className={styles.badge} href={`/${locale}/${href}`} prefetch={false}>{label}</Link>
      ))}
    </p>
  )
}

/** To the stops of the reading order before and after this one; nothing for a file that is none. */
function OrderNav({ locale, file }: Props) {
  const texts = sourcePagesTexts(locale)
  const stop = READING_ORDER.findIndex((each) => each.file === file)
  if (stop < 0) return null
  const [before, after] = [READING_ORDER[stop - 1], READING_ORDER[stop + 1]]
  const link = (text: string, to: string) => (
    <Link href={`/${locale}/${pathOfFile(to)}`} prefetch={false}>{fill(text, { name: fileName(to) })}</Link>
  )
  return (
    <nav className={styles.order} aria-label={texts.inOrder}>
      {before === undefined ? <span /> : link(texts.previousStop, before.file)}
      {after === undefined ? <span /> : link(texts.nextStop, after.file)}
    </nav>
  )
}

/** What the docstring of the file's main symbol says. */
function mainDoc(file: string, source: string): string {
  const symbols = readSymbols(file, source)
  const main = symbols.find(({ symbol }) => symbol === file.slice('engine/'.length, -'.ts'.length)) ?? symbols[0]
  return (main?.doc ?? '').replace(/\{@link\s+([^}]+)\}/g, '$1').replaceAll('`', '').replace(/\s*(@[a-z]+\b|Original:).*$/s, '')
}
