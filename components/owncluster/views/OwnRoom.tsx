'use client'

// The page of the reader's own cluster, once it has come to life: see `afterPaint.tsx`.
export { OwnClusterPage } from './OwnClusterPage'
export { OwnProvider } from './OwnProvider'
