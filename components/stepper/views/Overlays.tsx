'use client'

import { lazy, Suspense } from 'react'
import { useStepper } from './store'
import type { Overlay } from '../logic/StepperState'

// What is only seen after a click is only fetched then.
const HelpDialog = lazy(() => import('./HelpDialog').then((module) => ({ default: module.HelpDialog })))
const FrameDialog = lazy(() => import('../../inspect/views/FrameDialog').then((module) => ({ default: module.FrameDialog })))
const BreakIt = lazy(() => import('../../faults/views/BreakIt').then((module) => ({ default: module.BreakIt })))
const OpenFile = lazy(() => import('../../source/views/OpenFile').then((module) => ({ default: module.OpenFile })))
const ChooseQueue = lazy(() => import('../../faults/views/ChooseQueue').then((module) => ({ default: module.ChooseQueue })))
const ShareDialog = lazy(() => import('../../share/views/ShareDialog').then((module) => ({ default: module.ShareDialog })))

/** What lies open on top of the page; one thing at a time. */
export function Overlays() {
  const overlay = useStepper((state) => state.overlay)
  return <Suspense fallback={null}>{contentOf(overlay)}</Suspense>
}

function contentOf(overlay: Overlay | null) {
  switch (overlay?.type) {
    case 'help':
      return <HelpDialog />
    case 'break':
      return <BreakIt node={overlay.node} kind={overlay.kind ?? null} />
    case 'choose-queue':
      return <ChooseQueue />
    case 'frame':
      return <FrameDialog frame={overlay.frame} />
    case 'share':
      return <ShareDialog />
    case 'open-file':
      return <OpenFile />
    default:
      return null
  }
}
