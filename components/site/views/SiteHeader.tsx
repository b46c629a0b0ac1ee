import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import { siteSections } from '../../course/server/shelf'
import { Menu } from '../../course/views/Menu'
import { t } from '../../i18n'
import type { Locale } from '../../i18n/locales'
import { SearchButton } from '../../search/views/SearchButton'
import { Logo } from '../../ui/views/Logo'
import { LanguageSwitch } from './LanguageSwitch'
import styles from '../styles/SiteHeader.module.css'
import { SkipLink } from './SkipLink'
import { ThemeSwitch } from './ThemeSwitch'

/** Where a page is: the pages above it with their addresses, and at the end the page itself, without. */
export interface Crumb {
  readonly name: string
  readonly href?: string
}

interface Props {
  readonly locale: Locale
  /** The page's path after the language, with a slash at the end: `learn/send-call/`. */
  readonly path: string
  readonly trail?: readonly Crumb[]
  /** What else stands where the trail does. */
  readonly crumbs?: ReactNode
  /** What only this page has, before the switches. */
  readonly tools?: ReactNode
  /** A page that needs its head for itself: the rooms of the site are in the menu only. */
  readonly isSlim?: boolean
}

/** The head of every page: menu, where one is, the rooms of the site, search, language, colours. */
export function SiteHeader({ locale, path, trail = [], crumbs, tools, isSlim = false }: Props) {
  const { site, frame } = t(locale)
  return (
    <header className={styles.header} data-slim={isSlim || undefined}>
      <SkipLink className={styles.skip} text={site.skip} />
      <Menu path={path} />
      <Link className={styles.brand} href={`/${locale}/`} prefetch={false}>
        <Logo />
        <span>{site.name}</span>
      </Link>
      <div className={styles.crumbs}>
        {trail.length > 0 && <Trail trail={trail} label={frame.trail} />}
        {crumbs === undefined ? null : <span className={styles.more}>{trail.length > 0 && ' · '}{crumbs}</span>}
      </div>
      {isSlim ? null : (
        <nav className={styles.sections} aria-label={frame.nav}>
          {siteSections().map((section) => (
            <Link
              key={section.id} href={`/${locale}/${section.path}`} prefetch={false}
              aria-current={path.startsWith(section.path) ? (path === section.path ? 'page' : 'true') : undefined}
            >
              {frame.sections[section.id as keyof typeof frame.sections]}
            </Link>
          ))}
        </nav>
      )}
      <div className={styles.tools}>
        {tools}
        <SearchButton />
        <LanguageSwitch path={path} />
        <ThemeSwitch />
      </div>
    </header>
  )
}

function Trail({ trail, label }: { readonly trail: readonly Crumb[]; readonly label: string }) {
  return (
    <nav className={styles.trail} aria-label={label}>
      {trail.map(({ name, href }, index) => (
        <Fragment key={name}>
          {index > 0 && <span aria-hidden="true"> / </span>}
          {href === undefined ? <b aria-current="page">{name}</b> : <Link href={href} prefetch={false}>{name}</Link>}
        </Fragment>
      ))}
    </nav>
  )
}
