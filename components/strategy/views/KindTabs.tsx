'use client'

import Link from 'next/link'
import { useLocale } from '../../i18n/TextsProvider'
import type { KindName } from '../logic/CodeKind'
import styles from '../styles/strategy.module.css'
import { useLabPage } from './LabProvider'

const PATHS: Readonly<Record<KindName, string>> = {
  selector: 'learn/strategy/', allocation: 'learn/strategy/allocation/', listener: 'learn/strategy/listener/',
}

/** What the reader writes. Each kind of code has an address of its own. */
export function KindTabs() {
  const { texts, kind } = useLabPage()
  const locale = useLocale()
  return (
    <nav className={styles.kinds} aria-label={texts.kinds.label}>
      {(Object.keys(PATHS) as KindName[]).map((name) => (
        <Link key={name} href={`/${locale}/${PATHS[name]}`} prefetch={false} aria-current={name === kind.name ? 'page' : undefined}>
          {texts.kinds[name]}
        </Link>
      ))}
    </nav>
  )
}
