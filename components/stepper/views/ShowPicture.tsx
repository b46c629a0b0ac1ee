'use client'

import { useEffect } from 'react'
import type { PictureName } from '../logic/StepperState'
import { stepper } from './store'

/** The picture that one sees first on a page that is about it. */
export function ShowPicture({ name }: { readonly name: PictureName }) {
  useEffect(() => stepper.getState().setPicture(name), [name])
  return null
}
