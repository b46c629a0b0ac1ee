'use client'

/** The first stop of the Tab key. It leaves the address's fragment alone, in which the moment of the run stands. */
export function SkipLink({ text, className }: { text: string; className: string | undefined }) {
  return (
    <a
      className={className}
      href="#content"
      onClick={(event) => {
        event.preventDefault()
        document.getElementById('content')?.focus()
      }}
    >
      {text}
    </a>
  )
}
