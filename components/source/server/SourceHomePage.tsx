import Link from 'next/link'
import { READING_ORDER } from '@/content/readingOrder'
import { fill } from '../../i18n'
import type { Locale } from '../../i18n'
import { sourcePagesTexts } from '../../i18n/sourcePages'
import { SiteHeader } from '../../site/views/SiteHeader'
import { fileName } from '../logic/fileList'
import { holdHtml } from '../logic/heldHtml'
import { houseMap } from '../logic/houseMap'
import { pathOfFile } from '../logic/sourceHref'
import styles from '../styles/SourceHomePage.module.css'
import { FileList } from '../views/FileList'
import { HouseMapView } from '../views/HouseMapView'
import { fileListHtml } from './fileListHtml'
import { engineImports } from './imports'

/** The way into the source: the map of the house, a reading order, and all files. */
export function SourceHomePage({ locale }: { readonly locale: Locale }) {
  const texts = sourcePagesTexts(locale)
  const imports = new Map([...engineImports()].map(([file, each]) => [file, each.imports]))
  const map = houseMap(imports)
  const id = `${locale}/files`
  holdHtml(id, fileListHtml([...imports.keys()], map.rooms, locale))
  const label = (text: string) => {
    return Object.fromEntries(map.rooms.map(({ name, files }) => [name, fill(text, { room: name, n: files })]))
  }
  return (
    <>
      <SiteHeader locale={locale} path="source/" trail={[{ name: texts.title }]} />
      <main id="content" className={styles.page} tabIndex={-1}>
        <h1>{texts.title}</h1>
        <p className={styles.intro}>{texts.intro}</p>
        <h2 id="map">{texts.map}</h2>
        <p className={styles.note}>{texts.mapIntro}</p>
        <HouseMapView map={map} labels={label(texts.room)} counts={label(texts.fileCount)} />
        <h2 id="order">{texts.order}</h2>
        <p className={styles.note}>{texts.orderIntro}</p>
        <ol className={styles.stops}>
          {READING_ORDER.map(({ file, text }) => (
            <li key={file}>
              <Link href={`/${locale}/${pathOfFile(file)}`} prefetch={false}>{fileName(file)}</Link>
              <span>{inWords(text[locale])}</span>
            </li>
          ))}
        </ol>
        <h2 id="files">{texts.files}</h2>
        <FileList id={id} label={texts.files} />
      </main>
    </>
  )
}

/** What stands between backticks is code. */
function inWords(text: string) {
  return text.split('`').map((part, index) => (index % 2 === 0 ? part : <code key={part}>{part}</code>))
}
