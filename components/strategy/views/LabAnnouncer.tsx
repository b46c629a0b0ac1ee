'use client'

import { useEffect, useState } from 'react'
import { subjectName, useLab, useLabPage } from './LabProvider'
import { lineSentence } from '../logic/sentences'

/** So long the results have to stay before they are said, in ms: nobody wants to hear every letter's. */
const PAUSE = 1000

/** Says what came of the code that is written. */
export function LabAnnouncer() {
  const { texts, spoken } = useLabPage()
  const side = useLab((state) => state.sides.after)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (side.isRunning) return
    const timer = setTimeout(() => {
      const name = subjectName(side.subject, texts)
      if (side.error !== null) setSaid(lineSentence(side.error, texts))
      else if (side.measurement !== null) setSaid(spoken(name, side.measurement))
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [side, texts, spoken])
  return <div className="sr-only" aria-live="polite" aria-atomic="true">{said}</div>
}
