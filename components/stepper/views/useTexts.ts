'use client'

import type { StepperTexts } from '../../i18n/en/stepper'
import { useTexts as usePageTexts } from '../../i18n/TextsProvider'

/** The words of the stepper, the pictures and the faults, in the page's language. */
export function useTexts(): StepperTexts {
  return usePageTexts().stepper
}
