'use client'

import { useEffect, useState } from 'react'
import { useTexts } from '../../i18n/TextsProvider'
import { recall, remember } from '../logic/choice'
import styles from '../styles/switches.module.css'

type Theme = 'auto' | 'light' | 'dark'

const NEXT: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' }

/** As the system has it, light, dark: one button that goes round. */
export function ThemeSwitch() {
  const { site } = useTexts()
  const [theme, setTheme] = useState<Theme>('auto')

  useEffect(() => {
    const kept = recall('theme')
    if (kept === 'light' || kept === 'dark') setTheme(kept)
  }, [])

  const turn = (): void => {
    const next = NEXT[theme]
    setTheme(next)
    remember('theme', next === 'auto' ? null : next)
    if (next === 'auto') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = next
  }

  const label = { auto: site.themeAuto, light: site.themeLight, dark: site.themeDark }[theme]
  return (
    <button type="button" className={styles.theme} aria-label={label} title={label} onClick={turn}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <circle cx="8" cy="8" r="6.25" fill={theme === 'dark' ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1.5" />
        {theme === 'auto' ? <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" /> : null}
      </svg>
    </button>
  )
}
