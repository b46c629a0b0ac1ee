import { CHANGES, VERSIONS, type VersionChange } from '../../../content/reference/versions'
import { fill } from '../../i18n/fill'
import type { ReferenceTexts } from '../../i18n/en/reference'
import type { Locale } from '../../i18n/locales'
import { LinkToHere } from '../../site/views/Heading'
import { taughtAt } from '../server/taughtAt'
import styles from '../styles/reference.module.css'
import { PlaceLinks } from './PlaceLinks'

const FILES = 'https://github.com/apache/rocketmq/blob'

export async function VersionsPage({ locale, texts }: { readonly locale: Locale; readonly texts: ReferenceTexts }) {
  const { versions } = texts
  const changes = await Promise.all(CHANGES.map(async (change) => {
    return { ...change, place: change.taught === undefined ? null : await taughtAt(change.taught, locale) }
  }))
  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <h1>{versions.name}</h1>
      <p className={styles.lead}>{versions.lead}</p>
      <div className={styles.scroll}>
        <table className={styles.versions}>
          <thead>
            <tr>
              <th scope="col">{versions.what}</th>
              {VERSIONS.map(({ name, year }) => <th key={name} scope="col">{name} ({year})</th>)}
            </tr>
          </thead>
          <tbody>
            {changes.map(({ place, ...change }) => (
              <tr key={change.id} id={change.id}>
                <th scope="row">
                  {change.title[locale]}<LinkToHere id={change.id} />
                  {change.since === undefined ? null : <small>{fill(versions.since, { version: change.since })}</small>}
                  {place === null ? null : <small><PlaceLinks places={[place]} isCode={'symbol' in change.taught!} /></small>}
                </th>
                {VERSIONS.map(({ name }, index) => <Cell key={name} change={change} index={index} locale={locale} />)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </main>
  )
}

interface CellProps {
  readonly change: VersionChange
  /** Of the version. */
  readonly index: number
  readonly locale: Locale
}

/** How it was in one version, and where that can be checked. */
function Cell({ change, index, locale }: CellProps) {
  const version = VERSIONS[index]!
  const was = change.was[index]![locale]
  const hasChanged = index > 0 && change.was[index - 1]!.en !== change.was[index]!.en
  const href = `${FILES}/${version.tag}/${change.file}`
  return (
    <td data-changed={hasChanged || undefined}>
      <span className={styles.check}>{version.name}</span>
      {change.isNew === true && index < VERSIONS.length - 1 ? was : <a href={href}>{was}</a>}
    </td>
  )
}
