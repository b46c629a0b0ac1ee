const PATHS = {
  start: 'M5 4v12M15 5l-7 5 7 5z',
  back: 'M16 10H4m5-5-5 5 5 5',
  into: 'M4 10h12m-5-5 5 5-5 5',
  over: 'M3 13a7 6.5 0 0 1 13-2m0-5v5h-5M9.5 16h.01',
  backOver: 'M17 13a7 6.5 0 0 0-13-2m0-5v5h5M10.5 16h.01',
  out: 'M10 14V4m-4 4 4-4 4 4M4 17h12',
  backOut: 'M10 6v10m-4-4 4 4 4-4M4 3h12',
  goBack: 'M8 5 3.5 9.5 8 14M4 9.5h8a4.5 4.5 0 0 1 0 9H9',
  end: 'M15 4v12M5 5l7 5-7 5z',
  play: 'M7 4.5v11l9-5.5z',
  pause: 'M7 5v10M13 5v10',
  link: 'M8.5 11.5a3 3 0 0 0 4.2 0l2.6-2.6a3 3 0 0 0-4.2-4.2l-.8.8m1.2 3a3 3 0 0 0-4.2 0l-2.6 2.6a3 3 0 0 0 4.2 4.2l.8-.8',
  bolt: 'M11 2.5 4.5 11.5H10l-1 6 6.5-9H10z',
  queue: 'M3 5h4l6 10h4M3 15h4l1.5-2.5M11.5 7.5 13 5h4m-2-2 2 2-2 2m0 6 2 2-2 2',
  close: 'm5 5 10 10M15 5 5 15',
  file: 'M5 2.5h6.5L15.5 7v10.5H5zM11.5 2.5V7h4',
  frame: 'M3 5h14v10H3zM3 8h14',
  changedBefore: 'M12 4 6 10l6 6M16 6v8',
  changesNext: 'm8 4 6 6-6 6M4 6v8',
  more: 'M4 10h1M9.5 10h1M15 10h1',
} as const

export type IconName = keyof typeof PATHS

const FILLED: ReadonlySet<IconName> = new Set(['play'])

/** A line drawing of 20 × 20; the button around it has the name. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" fill={FILLED.has(name) ? 'currentColor' : 'none'}
      stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
