import Link from 'next/link'
import type { NodeInfo } from '../../../engine/worker/protocol'
import type { ShelfPart } from '../../course/logic/Shelf'
import { Continue } from '../../course/views/Continue'
import { CourseShelf } from '../../course/views/CourseShelf'
import { fill, t } from '../../i18n'
import type { Locale } from '../../i18n'
import { hasRoute } from '../../site/server/hasRoute'
import styles from '../styles/Home.module.css'
import { HomeCluster } from './afterPaint'

interface Props {
  readonly locale: Locale
  readonly shelf: readonly ShelfPart[]
  /** The lesson that a newcomer is led into. */
  readonly first: string
  readonly scenario: string
  readonly nodes: readonly NodeInfo[]
}

/** The other rooms of the site, with a sentence each; those that have no page yet are left out. */
const ROOMS = ['source', 'cluster', 'reference', 'runs'] as const

export function Home({ locale, shelf, first, scenario, nodes }: Props) {
  const { home, site, frame } = t(locale)
  const lessons = shelf.flatMap((part) => part.lessons)
  const lesson = lessons.find(({ slug }) => slug === first)!
  return (
    <main id="content" className={styles.home} tabIndex={-1}>
      <section className={styles.hero}>
        <div className={styles.words}>
          <h1>{home.sentence}</h1>
          <p className={styles.enter}>
            <Link className={`button ${styles.action}`} href={`/${locale}/${lesson.path}`} prefetch={false}>
              {home.enter} <span aria-hidden="true">→</span>
            </Link>
            <span>{fill(frame.steps, { n: lesson.steps.length })} · {fill(frame.minutes, { n: lesson.minutes })}</span>
          </p>
        </div>
        <HomeCluster scenario={scenario} nodes={nodes} caption={home.clusterStatic} />
      </section>

      <Continue lessons={lessons.map(({ slug, path, name, steps }) => ({ slug, path, name, steps }))} />
      <CourseShelf locale={locale} texts={frame} shelf={shelf} opened={first} />

      <div className={styles.more}>
        {ROOMS.filter((room) => hasRoute(room)).map((room) => (
          <section key={room} className={styles.room} aria-labelledby={room}>
            <h2 id={room}><Link href={`/${locale}/${room}/`} prefetch={false}>{frame.sections[room]}</Link></h2>
            <p className={styles.note}>{home.rooms[room]}</p>
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
        <p><Link href={`/${locale}/fidelity/`} prefetch={false}>{site.fidelity}</Link></p>
        {hasRoute('claims') && <p><Link href={`/${locale}/claims/`} prefetch={false}>{frame.sections.claims}</Link></p>}
        <p>{home.trademark}</p>
      </footer>
    </main>
  )
}
