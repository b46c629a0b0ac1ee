import Link from 'next/link'
import type { ReferenceTexts } from '../../i18n/en/reference'
import type { Locale } from '../../i18n/locales'
import { TOPICS } from '../logic/topics'
import styles from '../styles/reference.module.css'

/** What there is to look up. */
export function ReferenceIndex({ locale, texts }: { readonly locale: Locale; readonly texts: ReferenceTexts }) {
  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <h1>{texts.name}</h1>
      <p className={styles.lead}>{texts.lead}</p>
      <ul className={styles.topics} role="list">
        {TOPICS.map((topic) => (
          <li key={topic}>
            <Link href={`/${locale}/reference/${topic}/`} prefetch={false}>{texts[topic].name}</Link>
            <p>{texts[topic].description}</p>
          </li>
        ))}
      </ul>
    </main>
  )
}
