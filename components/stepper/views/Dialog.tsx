'use client'

import type { ReactNode } from 'react'
import { Modal } from '../../ui/views/Modal'
import { stepper } from './store'
import { useTexts } from './useTexts'

/** What lies over the stepper: there is one at a time, and the stepper knows which. */
export function Dialog({ title, children, isWide = false }: {
  readonly title: string
  readonly children: ReactNode
  readonly isWide?: boolean
}) {
  const { inspect } = useTexts()
  return <Modal title={title} close={inspect.close} onClose={closeOverlay} isWide={isWide}>{children}</Modal>
}

export function closeOverlay(): void {
  stepper.getState().setOverlay(null)
}
