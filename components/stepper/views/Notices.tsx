'use client'

import { fill } from '../../i18n/fill'
import type { StepperTexts } from '../../i18n/en/stepper'
import { describeMark } from '../../sequence/logic/describe'
import controls from '../styles/controls.module.css'
import { seconds } from '../logic/format'
import { Icon } from './Icon'
import { stepper, useStepper } from './store'
import type { StepperNotice } from '../logic/StepperState'
import styles from '../styles/transport.module.css'
import { useTexts } from './useTexts'

/** What the reader should know: broken links, disks in memory, lines that never run, an engine that stopped. */
export function Notices() {
  const texts = useTexts()
  const notices = useStepper((state) => state.notices)
  const error = useStepper((state) => state.error)
  const busy = useStepper((state) => state.busy)
  const progress = useStepper((state) => state.progress)
  const looked = useStepper((state) => state.looked)
  return (
    <>
      <div className={styles.notices} role="status">
        {error !== null && (
          <div className={styles.notice} data-kind="error">
            <span>{fill(texts.notices.failed, { message: error })}</span>
          </div>
        )}
        {notices.map((notice) => (
          <div key={notice.kind} className={styles.notice} data-kind={notice.kind === 'invariant-broken' ? 'error' : undefined}>
            <span>{textOf(notice, texts)}</span>
            {notice.kind === 'invariant-broken' && (
              <button
                type="button" className={controls.button}
                onClick={() => void stepper.getState().goTo(notice.broken.event)}
              >
                {texts.notices.showInvariant}
              </button>
            )}
            <button
              type="button" className={controls.plain} aria-label={texts.notices.dismiss}
              onClick={() => stepper.getState().dismiss(notice.kind)}
            >
              <Icon name="close" size={14} />
            </button>
          </div>
        ))}
      </div>
      {busy && progress !== null && (
        <Waiting label={texts.cluster.loading} onCancel={() => stepper.getState().cancel()}>
          {fill(texts.notices.running, { events: progress.events, time: seconds(progress.time) })}
        </Waiting>
      )}
      {!busy && looked !== null && (
        <Waiting
          label={texts.inspect.lookingThrough} percent={percent(looked)}
          onCancel={() => stepper.getState().stopLookups()}
        >
          {fill(texts.notices.looking, { percent: percent(looked) })}
        </Waiting>
      )}
    </>
  )
}

interface WaitingProps {
  readonly label: string
  /** How far it is; absent if that is not known. */
  readonly percent?: number
  readonly onCancel: () => void
  readonly children: string
}

/** How far something is that takes a while, and the way out of it. */
function Waiting({ label, percent: done, onCancel, children }: WaitingProps) {
  const { notices } = useTexts()
  return (
    <section className={styles.progress} aria-label={label}>
      <span role="progressbar" aria-label={label} aria-valuenow={done}>{children}</span>
      <button type="button" className={controls.button} onClick={onCancel}>{notices.cancel}</button>
    </section>
  )
}

function percent(part: number): number {
  return Math.floor(100 * part)
}

function textOf(notice: StepperNotice, texts: StepperTexts): string {
  const { notices } = texts
  switch (notice.kind) {
    case 'bad-link':
      return notices.badLink[notice.problem]
    case 'other-engine':
      return notices.otherEngine
    case 'memory':
      return notices.memory[notice.reason]
    case 'truncated':
      return notices.truncated
    case 'treadmill':
      return fill(notices.treadmill, { thread: notice.thread, node: notice.node })
    case 'promise-broken':
      return describeMark(notice.mark, texts)
    case 'invariant-broken': {
      const { error, place } = notice.broken
      return fill(notices.invariantBroken, { error, place: place === null ? '—' : `${place.symbol}, ${place.file}:${place.line}` })
    }
    case 'no-such-line':
      return fill(notices.noSuchLine, { line: notice.line })
    case 'no-step':
      return notices.noStep[notice.step === 'out' ? 'out' : notice.back ? 'back' : 'on']
    case 'restarted':
      return notices.restarted
    case 'cancelled':
      return notices.cancelled
    case 'copied':
      return notices.copied
    case 'link-too-long':
      return notices.linkTooLong
    case 'not-copied':
      return fill(notices.notCopied, { url: notice.url })
  }
}
