/** The first stop of the Tab key. It leaves the address's fragment alone, in which the moment of the run stands: see `EARLY_LINKS`. */
export function SkipLink({ text, className }: { text: string; className: string | undefined }) {
  return <a className={className} href="#content" data-skip="">{text}</a>
}
