'use client'

import { useEffect } from 'react'
import { useStore } from 'zustand'
import { lessonIn, progress, PROGRESS_KEY } from '../logic/progress'
import type { LessonProgress, CourseProgress } from '../logic/progressData'

/**
 * What one lesson knows of its reader. Empty until the page has come to life, since the page that the server has made is the same
 * for all.
 */
export function useProgress(slug: string): LessonProgress {
  return lessonIn(useAllProgress(), slug)
}

/** The same of all lessons, by their folders. */
export function useAllProgress(): CourseProgress {
  useEffect(watch, [])
  return useStore(progress.store)
}

let isWatching = false

/** Once for a page: reads what is kept, and again when another tab of the site has written. */
function watch(): void {
  if (isWatching) return
  isWatching = true
  progress.load()
  addEventListener('storage', ({ key }: StorageEvent) => {
    if (key === PROGRESS_KEY || key === null) progress.load()
  })
}
