'use client'

import dynamic from 'next/dynamic'

// These pages are in their HTML as they are; what makes them live is fetched beside the page's own scripts, at a low priority.
const Bench = dynamic(() => import('./StrategyRoom').then((room) => room.Bench))
const BenchProvider = dynamic(() => import('./StrategyRoom').then((room) => room.BenchProvider))
const LabProvider = dynamic(() => import('./StrategyRoom').then((room) => room.LabProvider))

export { Bench, BenchProvider, LabProvider }
