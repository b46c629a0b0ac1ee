import { SETTINGS } from '../../../content/reference/defaults'
import type { ReferenceTexts } from '../../i18n/en/reference'
import type { Locale } from '../../i18n/locales'
import { Heading2, LinkToHere } from '../../site/views/Heading'
import { breakable } from '../../stepper/logic/format'
import { inLargerUnit, shownValue } from '../logic/shownValue'
import { readDefaults, type DefaultValue } from '../server/readDefaults'
import { placeOfSymbol } from '../server/taughtAt'
import styles from '../styles/reference.module.css'
import { PlaceLinks } from './PlaceLinks'

export function DefaultsPage({ locale, texts }: { readonly locale: Locale; readonly texts: ReferenceTexts }) {
  const values = readDefaults()
  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <h1>{texts.defaults.name}</h1>
      <p className={styles.lead}>{texts.defaults.lead}</p>
      <ul className={styles.jump} role="list">
        {SETTINGS.map(({ config, title }) => <li key={config}><a href={`#${config}`}>{title[locale]}</a></li>)}
      </ul>
      {SETTINGS.map(({ config, title }) => (
        <section key={config} aria-labelledby={config}>
          <Heading2 id={config}>{title[locale]}</Heading2>
          <dl className={styles.rows}>
            {values.get(config)!.map((setting) => (
              <Row key={setting.field} id={`${config}.${setting.field}`} setting={setting} locale={locale} texts={texts} />
            ))}
          </dl>
        </section>
      ))}
    </main>
  )
}

interface RowProps {
  readonly id: string
  readonly setting: DefaultValue
  readonly locale: Locale
  readonly texts: ReferenceTexts
}

function Row({ id, setting, locale, texts: { defaults } }: RowProps) {
  const { field, value, unit, says, usedIn } = setting
  const larger = inLargerUnit(value, unit)
  return (
    <div id={id} className={styles.row}>
      <dt>
        <code>{breakable(field)}</code><LinkToHere id={id} />
        <span className={styles.value}>
          {value === '' ? <span>{defaults.empty}</span> : shownValue(value, unit)}{larger === null ? null : <span> = {larger}</span>}
        </span>
      </dt>
      <dd>
        {says[locale]}
        <span className={styles.where}>
          {usedIn.length === 0 ? defaults.onlyKept : (
            <>{defaults.usedIn} <PlaceLinks places={usedIn.map((symbol) => placeOfSymbol(symbol, locale))} isCode /></>
          )}
        </span>
      </dd>
    </div>
  )
}
