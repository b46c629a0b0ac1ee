'use client'

// A page on which strategies are written, once it has come to life: see `afterPaint.tsx`.
export { Bench } from './Bench'
export { BenchProvider } from './BenchContext'
export { LabProvider } from './LabProvider'
