'use client'

import { useEffect, useRef, useState } from 'react'
import { useLesson } from '../../lesson/views/LessonProvider'
import { stepper, useStepper } from '../../stepper/views/store'
import { wantedHeight, type Whereabouts } from '../logic/whereabouts'

/** Between two messages to the page around, in ms: a run that plays moves many times a second. */
const PAUSE = 200

/** Tells the page around this one where its reader is, and how tall it wants to be. */
export function WhereaboutsTeller() {
  const { slug, active } = useLesson()
  const moment = useStepper((state) => state.moment)
  const [width, setWidth] = useState(0)
  const said = useRef('')

  useEffect(() => {
    const measure = (): void => setWidth(innerWidth)
    measure()
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }, [])

  useEffect(() => {
    if (width === 0 || parent === window) return
    const timer = setTimeout(async () => {
      const place = await stepper.getState().link().catch(() => null)
      const message: Whereabouts = {
        type: 'rocketscope', version: 1, lesson: slug, step: active, place, time: moment?.time ?? null, height: wantedHeight(width),
      }
      const text = JSON.stringify(message)
      if (text === said.current) return
      said.current = text
      // Nothing in it is a secret: a page may know what its frame shows.
      parent.postMessage(message, '*')
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [slug, active, moment, width])

  return null
}
