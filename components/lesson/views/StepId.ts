'use client'

import { createContext } from 'react'

/** The step of the lesson around a component. */
export const StepId = createContext('')
