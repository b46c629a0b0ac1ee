'use client'

import type { Begin } from '../../../engine/worker/protocol'
import { savesData } from '../../site/logic/whenIdle'
import { sharedWorker } from '../../stepper/logic/workerClient'
import { stepper } from '../../stepper/views/store'
import { useWhenSeen } from '../../ui/views/useWhenSeen'

/**
 * Stands at the end of a lesson. A reader who has come so far is likely to go on to the next one, so its run is begun: the first step
 * there waits for it.
 */
export function BeginAhead({ begin }: { readonly begin: Begin }) {
  const end = useWhenSeen<HTMLSpanElement>(() => {
    if (!savesData()) void stepper.getState().whole().then(() => sharedWorker().begin(begin))
  })
  return <span ref={end} aria-hidden="true" />
}
