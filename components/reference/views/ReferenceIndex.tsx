import Link from 'next/link'
import { QUESTIONS } from '../../../content/reference/questions'
import type { ReferenceTexts } from '../../i18n/en/reference'
import type { Locale } from '../../i18n/locales'
import { Heading2 } from '../../site/views/Heading'
import { TOPICS } from '../logic/topics'
import { taughtAt } from '../server/taughtAt'
import styles from '../styles/reference.module.css'

/** What there is to look up, and what people ask. */
export async function ReferenceIndex({ locale, texts }: { readonly locale: Locale; readonly texts: ReferenceTexts }) {
  const questions = await Promise.all(QUESTIONS.map(async (question) => {
    return { ...question, place: await taughtAt(question.leads, locale) }
  }))
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
      <Heading2 id="questions">{texts.questions}</Heading2>
      <dl className={styles.questions}>
        {questions.map(({ asked, answer, place }) => (
          <div key={asked.en}>
            <dt>{asked[locale]}</dt>
            <dd>{answer[locale]} <Link href={place.href!} prefetch={false}>{place.label}</Link></dd>
          </div>
        ))}
      </dl>
    </main>
  )
}
