import Link from 'next/link'
import type { ReactNode } from 'react'
import { t } from '../../i18n'
import type { Locale } from '../../i18n'
import { Logo } from '../../ui/views/Logo'
import { LanguageSwitch } from './LanguageSwitch'
import styles from '../styles/SiteHeader.module.css'
import { SkipLink } from './SkipLink'
import { ThemeSwitch } from './ThemeSwitch'

interface Props {
  readonly locale: Locale
  /** The page's path after the language, with a slash at the end: `learn/send-call/`. */
  readonly path: string
  /** Where the page is, between the name of the site and the switches. */
  readonly crumbs?: ReactNode
  /** What only this page has, before the switches. */
  readonly tools?: ReactNode
}

export function SiteHeader({ locale, path, crumbs, tools }: Props) {
  const { site } = t(locale)
  return (
    <header className={styles.header}>
      <SkipLink className={styles.skip} text={site.skip} />
      <Link className={styles.brand} href={`/${locale}/`} prefetch={false}>
        <Logo />
        <span>{site.name}</span>
      </Link>
      <div className={styles.crumbs}>{crumbs}</div>
      <div className={styles.tools}>
        {tools}
        <LanguageSwitch path={path} />
        <ThemeSwitch />
      </div>
    </header>
  )
}
