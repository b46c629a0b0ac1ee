'use client'

import dynamic from 'next/dynamic'

// What deals with what the reader has done, which only the browser knows: it is fetched beside the page's own scripts, at a low priority.
const BeginAnew = dynamic(() => import('./BeginAnew').then((module) => module.BeginAnew))
const Keeping = dynamic(() => import('./Keeping').then((module) => module.Keeping))

export { BeginAnew, Keeping }
