import Link from 'next/link'
import type { NodeInfo } from '../../../engine/worker/protocol'
import { fill, t } from '../../i18n'
import type { Locale } from '../../i18n'
import styles from '../styles/Home.module.css'
import { HomeCluster } from './HomeCluster'

interface Props {
  readonly locale: Locale
  /** Of the first lesson's steps. */
  readonly titles: readonly string[]
  readonly scenario: string
  readonly nodes: readonly NodeInfo[]
}

/** What there is besides the first lesson. */
const MORE = [
  { id: 'strategy', path: 'learn/strategy/' },
  { id: 'store', path: 'learn/store/' },
  { id: 'consume', path: 'learn/consume/' },
  { id: 'kinds', path: 'learn/kinds/' },
  { id: 'drill', path: 'learn/store-drill/' },
  { id: 'clusterDrill', path: 'learn/cluster-drill/' },
  { id: 'own', path: 'cluster/' },
] as const

export function Home({ locale, titles, scenario, nodes }: Props) {
  const { home, site } = t(locale)
  const lesson = `/${locale}/learn/send-call/`
  return (
    <main id="content" className={styles.home} tabIndex={-1}>
      <section className={styles.hero}>
        <div className={styles.words}>
          <h1>{home.sentence}</h1>
          <p className={styles.enter}>
            <Link className={`button ${styles.action}`} href={lesson} prefetch={false}>{home.enter} <span aria-hidden="true">→</span></Link>
            <span>{fill(home.enterNote, { n: titles.length })}</span>
          </p>
        </div>
        <HomeCluster scenario={scenario} nodes={nodes} caption={home.clusterStatic} />
      </section>

      <section className={styles.lesson} aria-labelledby="first-lesson">
        <p className="label">{home.lesson}</p>
        <h2 id="first-lesson"><Link href={lesson} prefetch={false}>{home.title}</Link></h2>
        <ol className={styles.steps} role="list" aria-label={home.stepsLabel}>
          {titles.map((title, index) => (
            <li key={title}><span aria-hidden="true">{String(index + 1).padStart(2, '0')}</span> {title}</li>
          ))}
        </ol>
      </section>

      <div className={styles.more}>
        {MORE.map(({ id, path }) => (
          <section key={id} className={styles.lesson} aria-labelledby={id}>
            <p className="label">{home[`${id}Label`]}</p>
            <h2 id={id}><Link href={`/${locale}/${path}`} prefetch={false}>{home[id]}</Link></h2>
            <p className={styles.note}>{home[`${id}Note`]}</p>
          </section>
        ))}
      </div>

      <section className={styles.facts} aria-label={home.principles}>
        {home.facts.map(({ title, text }) => (
          <div key={title}>
            <h2>{title}</h2>
            <p>{text}</p>
          </div>
        ))}
      </section>

      <footer className={styles.footer}>
        <p><Link href={`/${locale}/runs/`} prefetch={false}>{site.runs}</Link></p>
        <p><Link href={`/${locale}/fidelity/`} prefetch={false}>{site.fidelity}</Link></p>
        <p>{home.trademark}</p>
      </footer>
    </main>
  )
}
