import type { ReactNode } from 'react'

/** `<html>` belongs to the layout of each language, since it names the language. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return children
}
