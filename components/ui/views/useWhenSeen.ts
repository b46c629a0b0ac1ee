'use client'

import { useEffect, useRef, type RefObject } from 'react'

/** Calls once when the element comes into view: until then its page has no need of the engine. */
export function useWhenSeen<E extends Element>(seen: () => void): RefObject<E | null> {
  const ref = useRef<E>(null)
  const callback = useRef(seen)
  callback.current = seen
  useEffect(() => {
    if (ref.current === null) return
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      callback.current()
    }, { rootMargin: '100px' })
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [])
  return ref
}
