'use client'

import { useEffect, useRef, useState } from 'react'
import Link from 'next/link'
import { fill } from '../../i18n/fill'
import { useLocale, useTexts } from '../../i18n/TextsProvider'
import { sharedWorker } from '../../stepper/logic/workerClient'
import { checkClaimsHere, keyOfBearing, type FoundHere } from '../logic/checkClaimsHere'
import type { Bearing, ClaimRow } from '../logic/ClaimRow'
import styles from '../styles/ClaimTable.module.css'

interface Progress {
  readonly done: number
  readonly of: number
}

/** Every claim of the course with what bears it out; the runs can be made here, to see for oneself. */
export function ClaimTable({ rows }: { rows: readonly ClaimRow[] }) {
  const { claims } = useTexts()
  const [found, setFound] = useState<FoundHere>({})
  const [progress, setProgress] = useState<Progress | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const wanted = useRef(0)
  useEffect(() => () => void wanted.current++, [])

  const check = async (): Promise<void> => {
    const mine = ++wanted.current
    setFailed(false)
    try {
      await checkClaimsHere(rows, async (request) => (await sharedWorker().ask(request, 'run')).run, (known, done, of) => {
        if (mine !== wanted.current) return false
        setFound(known)
        setProgress({ done, of })
        return true
      })
    } catch {
      if (mine === wanted.current) setFailed(true)
    }
  }
  const cancel = (): void => {
    wanted.current++
    setProgress(null)
  }
  const isChecking = progress !== null && progress.done < progress.of && !hasFailed
  const told = hasFailed ? claims.failed : progress === null ? '' : said(progress, found, claims)
  return (
    <>
      <p className={styles.actions}>
        {isChecking
          ? <button type="button" className="button" onClick={cancel}>{claims.cancel}</button>
          : <button type="button" className="button" onClick={() => void check()}>{claims.check}</button>}
        <span role="status">{told}</span>
      </p>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={claims.title}>
        <table className={styles.table}>
          <thead>
            <tr>
              {[claims.number, claims.claim, claims.shown, claims.result].map((name) => <th key={name} scope="col">{name}</th>)}
            </tr>
          </thead>
          {rows.map((row) => <Row key={row.id} row={row} found={found} />)}
        </table>
      </div>
    </>
  )
}

function said({ done, of }: Progress, found: FoundHere, claims: ReturnType<typeof useTexts>['claims']): string {
  if (done < of) return fill(claims.checking, { done: done + 1, of })
  const results = Object.values(found)
  return fill(claims.checked, { n: results.filter(Boolean).length, of: results.length })
}

function Row({ row: { id, says, bearings }, found }: { readonly row: ClaimRow; readonly found: FoundHere }) {
  const { claims } = useTexts()
  const rest = bearings.slice(1)
  return (
    <tbody id={`claim-${id}`}>
      <tr>
        <th scope="rowgroup" rowSpan={Math.max(1, bearings.length)}><a href={`#claim-${id}`}>{id}</a></th>
        <td rowSpan={Math.max(1, bearings.length)}>{says}</td>
        {bearings[0] === undefined
          ? <td colSpan={2} className={styles.none}>{claims.none}</td>
          : <Cells bearing={bearings[0]} found={found} />}
      </tr>
      {rest.map((bearing) => <tr key={keyOfBearing(bearing)}><Cells bearing={bearing} found={found} /></tr>)}
    </tbody>
  )
}

function Cells({ bearing, found }: { readonly bearing: Bearing; readonly found: FoundHere }) {
  const { claims } = useTexts()
  const locale = useLocale()
  const { slug, lesson, step, title, words, kind, id } = bearing
  const place = kind === 'exercise' ? '' : `#${step === null ? `challenge-${id}` : `step-${step}`}`
  const holds = found[keyOfBearing(bearing)] ?? bearing.holds
  return (
    <>
      <td>
        “{words}” <Link href={`/${locale}/learn/${slug}/${place}`} prefetch={false}>{lesson}{title === null ? '' : ` · ${title}`}</Link>
      </td>
      <td className={styles.result} data-holds={holds ?? undefined}>
        {kind !== 'claim' ? claims[kind] : holds === null ? claims.unchecked : holds ? claims.holds : claims.fails}
        {keyOfBearing(bearing) in found ? ` ${claims.here}` : ''}
      </td>
    </>
  )
}
