'use client'

import { useEffect, useMemo, useState } from 'react'
import type { FrameView, NodeInfo } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { Dialog } from '../../stepper/views/Dialog'
import { seconds } from '../../stepper/logic/format'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { ascii, flatten, hex, hexRows, ownersOf, type FlatField, type HexRow } from '../logic/hex'
import styles from '../styles/inspect.module.css'

/** A frame as fields beside its bytes. What is pointed at on one side is lit on the other. */
export function FrameDialog({ frame }: { readonly frame: number }) {
  const texts = useTexts()
  const [view, setView] = useState<FrameView | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    let isWanted = true
    stepper.getState().frame(frame).then(
      (answer) => isWanted && setView(answer),
      (error: Error) => isWanted && setFailure(error.message),
    )
    return () => {
      isWanted = false
    }
  }, [frame])
  const nodes = useStepper((state) => state.run?.nodes) ?? []
  const names = { frame, from: nodeAt(view?.from ?? '', nodes), to: nodeAt(view?.to ?? '', nodes) }
  const title = view === null ? texts.inspect.loading : fill(texts.inspect.frameTitle, names)
  return (
    <Dialog title={title} isWide>
      {failure !== null && <p role="alert">{fill(texts.notices.failed, { message: failure })}</p>}
      {view !== null && <FrameContent view={view} />}
    </Dialog>
  )
}

/** The node that has the address; the address itself if there is none. */
function nodeAt(address: string, nodes: readonly NodeInfo[]): string {
  return nodes.find(({ host }) => host === address.split(':')[0])?.name ?? address
}

function FrameContent({ view }: { readonly view: FrameView }) {
  const { inspect } = useTexts()
  const flat = useMemo(() => flatten(view.fields), [view])
  const owners = useMemo(() => ownersOf(flat, view.bytes.length), [flat, view])
  const [lit, setLit] = useState(-1)
  const size = { n: view.bytes.length, time: seconds(view.time) }
  return (
    <>
      <p className={styles.frameSize}>{fill(inspect.frameSize, size)}</p>
      <div className={styles.frame} onMouseLeave={() => setLit(-1)}>
        <section className={styles.fields} aria-label={inspect.fields}>
          {flat.map((each) => <FieldLine key={each.index} flat={each} isLit={each.index === lit} onLight={setLit} />)}
        </section>
        <section className={styles.bytes} aria-label={inspect.bytes} tabIndex={0}>
          {hexRows(view.bytes).map((row) => (
            <ByteLine key={row.offset} row={row} owners={owners} lit={flat[lit]} onLight={setLit} />
          ))}
        </section>
      </div>
    </>
  )
}

interface FieldLineProps {
  readonly flat: FlatField
  readonly isLit: boolean
  readonly onLight: (index: number) => void
}

function FieldLine({ flat: { index, depth, field }, isLit, onLight }: FieldLineProps) {
  const light = (): void => onLight(index)
  return (
    <button
      type="button" className={styles.field} data-lit={isLit || undefined} style={{ paddingLeft: 8 + depth * 16 }}
      onMouseEnter={light} onFocus={light} onClick={light}
    >
      <span className={styles.fieldOffset}>{field.offset}</span>
      <span className={styles.fieldName}>{field.name}</span>
      <span className={styles.fieldValue}>{field.value}</span>
      <span className={controls.hiddenText}>{field.length} B</span>
    </button>
  )
}

interface ByteLineProps {
  readonly row: HexRow
  readonly owners: Int16Array
  readonly lit: FlatField | undefined
  readonly onLight: (index: number) => void
}

function ByteLine({ row, owners, lit, onLight }: ByteLineProps) {
  const isLit = (offset: number): boolean => (
    lit !== undefined && offset >= lit.field.offset && offset < lit.field.offset + lit.field.length
  )
  return (
    <div className={styles.byteRow}>
      <span className={styles.offset}>{hex(row.offset, 4)}</span>
      <span className={styles.hex}>
        {row.bytes.map((byte, index) => (
          <span
            key={index} data-lit={isLit(row.offset + index) || undefined}
            onMouseEnter={() => onLight(owners[row.offset + index] ?? -1)}
          >
            {hex(byte, 2)}
          </span>
        ))}
      </span>
      <span className={styles.ascii} aria-hidden="true">
        {row.bytes.map((byte, index) => (
          <span
            key={index} data-lit={isLit(row.offset + index) || undefined}
            onMouseEnter={() => onLight(owners[row.offset + index] ?? -1)}
          >
            {ascii(byte)}
          </span>
        ))}
      </span>
    </div>
  )
}
