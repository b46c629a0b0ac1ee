'use client'

import dynamic from 'next/dynamic'

// The drawing is in the page's HTML; the cluster that runs in it is a script of its own.
const HomeCluster = dynamic(() => import('./HomeCluster').then((module) => module.HomeCluster))

export { HomeCluster }
