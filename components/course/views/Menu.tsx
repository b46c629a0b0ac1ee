'use client'

import { lazy, Suspense, useState } from 'react'
import { useLocale, useTexts } from '../../i18n/TextsProvider'
import type { SiteContents } from '../logic/Shelf'
import styles from '../styles/menu.module.css'

const Drawer = lazy(() => import('./Drawer').then((module) => ({ default: module.Drawer })))

const BASE = process.env.NEXT_PUBLIC_BASE ?? ''

/**
 * The button in the head of every page, and the drawer behind it: the rooms of the site and the course. What is in it is only
 * fetched when it is opened.
 */
export function Menu({ path }: { readonly path: string }) {
  const { frame } = useTexts()
  const locale = useLocale()
  const [isOpen, setIsOpen] = useState(false)
  const [contents, setContents] = useState<SiteContents | 'failed' | null>(null)
  const open = (): void => {
    setIsOpen(true)
    if (contents !== null && contents !== 'failed') return
    setContents(null)
    fetchContents(locale).then(setContents, () => setContents('failed'))
  }
  return (
    <>
      <button
        type="button" className={styles.button} aria-label={frame.menu} title={frame.menu} aria-haspopup="dialog" aria-expanded={isOpen}
        onClick={open}
      >
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round">
          <path d="M3 5h12M3 9h12M3 13h8" />
        </svg>
      </button>
      {isOpen && (
        <Suspense fallback={null}><Drawer path={path} contents={contents} onClose={() => setIsOpen(false)} /></Suspense>
      )}
    </>
  )
}

async function fetchContents(locale: string): Promise<SiteContents> {
  const response = await fetch(`${BASE}/course/${locale}.json`)
  if (!response.ok) throw new Error(`the course's list of lessons: ${response.status}`)
  return await response.json() as SiteContents
}
