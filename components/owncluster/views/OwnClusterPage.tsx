'use client'

import Link from 'next/link'
import { useLocale } from '../../i18n/TextsProvider'
import { BreakBroker } from './BreakBroker'
import { Consumers } from './Consumers'
import { DiskFiles } from './DiskFiles'
import { FindMessages } from './FindMessages'
import { Keep } from './Keep'
import { OwnNotices } from './OwnNotices'
import styles from '../styles/own.module.css'
import { OwnAnnouncer } from './OwnAnnouncer'
import { useOwn, useOwnPage } from './OwnProvider'
import { SendForm } from './SendForm'
import { Settings } from './Settings'
import { Status } from './Status'
import { Trouble } from './Trouble'
import { WhatCameBack } from './WhatCameBack'

/** The page of the reader's own cluster: first what came back, then what can be done with it. */
export function OwnClusterPage() {
  const { texts } = useOwnPage()
  const locale = useLocale()
  const isOpening = useOwn(({ cluster }) => cluster === null)
  const isOver = useOwn(({ breakdown }) => breakdown !== null)
  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <header className={styles.head}>
        <h1>{texts.title}</h1>
        <p>{texts.lead} <Link href={`/${locale}/cluster/large/`} prefetch={false}>{texts.large}</Link></p>
      </header>
      <Trouble />
      {/* What was typed is still there when the worker has been started again. */}
      <div hidden={isOver}>
        <WhatCameBack />
        <div className={styles.desk} aria-busy={isOpening}>
          <div className={styles.column}>
            <SendForm />
            <BreakBroker />
          </div>
          <div className={styles.column}>
            <Status />
            <Settings />
          </div>
        </div>
        <Consumers />
        <FindMessages />
        <DiskFiles />
        <Keep />
      </div>
      <p className={styles.leaving}>{texts.leaving}</p>
      <OwnNotices />
      <OwnAnnouncer />
    </main>
  )
}
