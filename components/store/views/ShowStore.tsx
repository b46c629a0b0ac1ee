'use client'

import { useEffect } from 'react'
import { stepper } from '../../stepper/views/store'

/** On a page about the files, they are the picture that one sees first. */
export function ShowStore() {
  useEffect(() => stepper.getState().setPicture('store'), [])
  return null
}
