'use client'

import { useEffect, useState } from 'react'
import { announcement } from '../logic/announce'
import controls from '../styles/controls.module.css'
import { stepper } from './store'
import { useTexts } from './useTexts'

/** So long a moment has to last before it is said, in ms: who steps quickly hears where it ends. */
const PAUSE = 400

/** Says each new moment to a screen reader; nothing while the run plays. */
export function Announcer() {
  const texts = useTexts()
  const [said, setSaid] = useState('')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = stepper.subscribe((state, before) => {
      if (state.moment === before.moment && state.playing === before.playing) return
      clearTimeout(timer)
      const { moment, playing } = state
      if (moment !== null && !playing) timer = setTimeout(() => setSaid(announcement(moment, texts)), PAUSE)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [texts])
  return <div className={controls.hiddenText} aria-live="polite" aria-atomic="true">{said}</div>
}
