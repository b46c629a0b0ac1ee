'use client'

import { Branches } from '../../faults/views/Branches'
import { Timeline } from '../../timeline/views/Timeline'
import { BreakButtons } from './BreakButtons'
import { More } from './More'
import { useStepper } from './store'
import { Transport } from './Transport'
import styles from '../styles/transport.module.css'
import { copyLink } from './useAddress'
import { useTexts } from './useTexts'

interface Props {
  /** Copies a link to the moment, where that needs more than the run's own key. */
  readonly onCopy?: () => void
}

/**
 * The bottom of the page: transport, timeline, clock, and the runs that have been made. It bears the run's fingerprints. On a small
 * screen it is a strip of time and one row of buttons, the rest is in a sheet.
 */
export function TransportBar({ onCopy = copy }: Props) {
  const { transport } = useTexts()
  const run = useStepper((state) => state.run)
  const isGrowing = useStepper((state) => state.busy || state.run?.isWhole === false)
  return (
    <section
      className={styles.bar} aria-label={transport.bar} aria-busy={isGrowing}
      data-trace-hash={run?.traceHash} data-disks-hash={run?.disksHash} data-storage={run?.storage}
    >
      <div className={styles.buttons}>
        <Transport />
        <BreakButtons />
      </div>
      <div className={styles.time}><Timeline /></div>
      <More onCopy={onCopy}><Branches /></More>
    </section>
  )
}

function copy(): void {
  void copyLink()
}
