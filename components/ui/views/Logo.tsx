/** The mark: a scope with one beat on it. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <circle cx="16" cy="16" r="13.75" fill="none" stroke="currentColor" strokeWidth="2.5" />
      <path d="M4 16h7l3-7 4 14 3-7h7" fill="none" stroke="var(--now)" strokeWidth="2.75" strokeLinejoin="round" />
    </svg>
  )
}
