import Link from 'next/link'
import { EXCEPTIONS } from '../../../content/reference/exceptions'
import type { ReferenceTexts } from '../../i18n/en/reference'
import type { Locale } from '../../i18n/locales'
import { Heading2 } from '../../site/views/Heading'
import { taughtAt } from '../server/taughtAt'
import styles from '../styles/reference.module.css'
import { PlaceLinks } from './PlaceLinks'

export async function ExceptionsPage({ locale, texts }: { readonly locale: Locale; readonly texts: ReferenceTexts }) {
  const { exceptions } = texts
  const all = await Promise.all(EXCEPTIONS.map(async (each) => ({
    ...each,
    runAt: await taughtAt({ run: each.run }, locale),
    moreAt: each.more === undefined ? null : await taughtAt(each.more, locale),
  })))
  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <h1>{exceptions.name}</h1>
      <p className={styles.lead}>{exceptions.lead}</p>
      <ul className={styles.jump} role="list">
        {all.map(({ id, title }) => <li key={id}><a href={`#${id}`} lang="en">{title}</a></li>)}
      </ul>
      {all.map(({ id, title, thrown, causes, remedy, runAt, moreAt, more }) => (
        <section key={id} className={styles.case} aria-labelledby={id}>
          <Heading2 id={id}><span lang="en">{title}</span></Heading2>
          <dl>
            <dt>{exceptions.thrown}</dt><dd className={styles.thrown}>{thrown}</dd>
            <dt>{exceptions.causes}</dt><dd>{causes[locale]}</dd>
            <dt>{exceptions.remedy}</dt><dd>{remedy[locale]}</dd>
            <dt>{exceptions.run}</dt><dd><Link href={runAt.href!} prefetch={false}>{runAt.label}</Link></dd>
            {moreAt === null ? null : (
              <><dt>{texts.taught}</dt><dd><PlaceLinks places={[moreAt]} isCode={more !== undefined && 'symbol' in more} /></dd></>
            )}
          </dl>
        </section>
      ))}
    </main>
  )
}
