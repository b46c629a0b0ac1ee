import { GLOSSARY } from '../../../content/reference/glossary'
import type { ReferenceTexts } from '../../i18n/en/reference'
import { HTML_LANG, type Locale } from '../../i18n/locales'
import { LinkToHere } from '../../site/views/Heading'
import { taughtAt } from '../server/taughtAt'
import styles from '../styles/reference.module.css'
import { PlaceLinks } from './PlaceLinks'

export async function GlossaryPage({ locale, texts }: { readonly locale: Locale; readonly texts: ReferenceTexts }) {
  const other = locale === 'zh' ? 'en' : 'zh'
  const terms = await Promise.all(GLOSSARY.map(async (term) => {
    return { ...term, place: await taughtAt(term.taught, locale), isCode: 'symbol' in term.taught }
  }))
  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <h1>{texts.glossary.name}</h1>
      <p className={styles.lead}>{texts.glossary.lead}</p>
      <dl className={styles.rows}>
        {terms.map(({ id, term, text, place, isCode }) => (
          <div key={id} id={id} className={styles.row}>
            <dt>
              {term[locale]}<LinkToHere id={id} />
              {term[other] === term[locale] ? null : (
                <span className={styles.other}>
                  <span className="sr-only">{texts.glossary.other}: </span><span lang={HTML_LANG[other]}>{term[other]}</span>
                </span>
              )}
            </dt>
            <dd>
              {text[locale]}
              <span className={styles.where}>
                {texts.taught}{locale === 'zh' ? '：' : ': '}<PlaceLinks places={[place]} isCode={isCode} />
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </main>
  )
}
