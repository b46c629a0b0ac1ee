'use client'

import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { stepper, useStepper } from '../../stepper/views/store'

const BASE = process.env.NEXT_PUBLIC_BASE ?? ''

/** From a frame to the whole lesson, at the same moment, in a tab of its own. */
export function LinkToLesson({ href, name }: { readonly href: string; readonly name: string }) {
  const { lesson } = useTexts()
  const hasRun = useStepper((state) => state.run !== null)
  const address = `${BASE}${href}`
  const follow = async (element: HTMLAnchorElement): Promise<void> => {
    const link = hasRun ? await stepper.getState().link().catch(() => null) : null
    element.href = link === null ? address : `${address}#${link}`
  }
  return (
    <p>
      <a
        href={address} target="_blank" rel="noopener"
        onPointerEnter={({ currentTarget }) => void follow(currentTarget)}
        onFocus={({ currentTarget }) => void follow(currentTarget)}
      >
        {fill(lesson.wholeLesson, { name })}
      </a>
    </p>
  )
}
