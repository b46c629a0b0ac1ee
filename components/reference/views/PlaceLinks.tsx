import Link from 'next/link'
import { Fragment } from 'react'
import type { LinkedPlace } from '../server/taughtAt'

interface Props {
  readonly places: readonly LinkedPlace[]
  readonly isCode?: boolean
}

/** Places, one after the other. Names of the source are code; without a page of their own they are no links. */
export function PlaceLinks({ places, isCode = false }: Props) {
  return places.map(({ href, label }, index) => {
    const shown = isCode ? <code>{label}</code> : label
    return (
      <Fragment key={`${label} ${href}`}>
        {index > 0 && ', '}
        {href === null ? shown : <Link href={href} prefetch={false}>{shown}</Link>}
      </Fragment>
    )
  })
}
