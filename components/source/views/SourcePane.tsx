'use client'

import { memo, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import type { Moment } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { stepper, useStepper } from '../../stepper/views/store'
import { useBeforePaint } from '../../ui/views/useBeforePaint'
import { useHasBeenShown } from '../../ui/views/useHasBeenShown'
import { ExpressionValue } from './ExpressionValue'
import { FileTabs } from './FileTabs'
import type { Invariant } from '../logic/fragment'
import { counterpartAtLine, symbolAtLine } from '../logic/fragment'
import { shownPlace, type Look } from '../logic/shownPlace'
import { fetchAhead } from '../logic/fragmentCache'
import { SourceFoot } from './SourceFoot'
import { SourceLine } from './SourceLine'
import styles from '../styles/SourcePane.module.css'
import { useDefinitions } from './useDefinitions'
import { useExpression } from './useExpression'
import { useFragment } from './useFragment'

export interface Note {
  readonly label: string
  readonly text: string
  /** The page about it, after the language; of none if it is left out or null. */
  readonly page?: string | null
}

interface Props {
  /** All notes in the page's language, by id. */
  readonly notes: Readonly<Record<string, Note>>
  /** What is shown until there is a run. */
  readonly start: { readonly file: string; readonly line: number }
}

interface Shown {
  readonly moment: Moment | null
  readonly look: Look | null
}

/**
 * The source that is running, at the place where it is. It follows what else is shown of the moment: hundreds of lines take longer
 * than all of that, and another step must not wait for those of the step before.
 */
export function SourcePane({ notes, start }: Props) {
  const moment = useStepper((state) => state.moment)
  const look = useStepper((state) => state.looks.at(-1) ?? null)
  const current = useMemo(() => ({ moment, look }), [moment, look])
  const shown = useDeferredValue(current)
  return (
    <div className={styles.pane} aria-busy={shown !== current}>
      <Source notes={notes} start={start} {...shown} />
    </div>
  )
}

const Source = memo(function Source({ notes, start, moment, look }: Props & Shown) {
  const texts = useTexts().source
  const runToLine = useStepper((state) => state.runToLine)
  const [chosen, setChosen] = useState<{ readonly file: string; readonly moment: Moment | null } | null>(null)
  // A file that the reader chose stays until the cursor moves or another call is shown.
  const tab = chosen !== null && chosen.moment === moment ? chosen.file : null
  const place = useMemo(() => shownPlace(moment, look, tab, start), [moment, look, tab, start])
  const { files, file, line: here, marks, parts, hasRunLines } = place
  const { fragment, hasFailed, retry } = useFragment(file)

  const linesRun = useMemo(() => {
    return new Map(moment !== null && hasRunLines ? moment.lines.map((each) => [each.line, each] as const) : [])
  }, [moment, hasRunLines])
  const [openNote, setOpenNote] = useState<{ readonly file: string; readonly line: number } | null>(null)
  useEffect(() => setOpenNote(null), [moment?.event, file])
  const noteAt = (line: number): Note | null => {
    const id = fragment?.meta.notes[line]
    const asserted = fragment?.meta.asserts[line]
    if (id !== undefined && notes[id] !== undefined) return notes[id]
    return asserted === undefined ? null : { label: texts.mustHold, text: sentenceOf(asserted) }
  }
  const noteLine = openNote?.file === file ? openNote.line : nearestNote((line) => noteAt(line) !== null, here)

  const ahead = useStepper((state) => state.run?.files)
  useEffect(() => (ahead === undefined ? undefined : fetchAhead(ahead)), [ahead])
  const from = usePreviousLine(file, here)
  const scroller = useRef<HTMLDivElement>(null)
  const hasBeenShown = useHasBeenShown(scroller)
  useKeepInView(scroller, here, fragment !== null && hasBeenShown)
  const names = useDefinitions(fragment, look, scroller)
  const { pointedAt, ...pointing } = useExpression(scroller, [file, moment?.event, moment?.thread, moment?.call].join(' '))
  const method = moment?.stack[moment.call]?.symbol
  const isInMethod = (line: number): boolean => {
    const around = fragment === null || !hasRunLines ? null : symbolAtLine(fragment.meta, line)
    return around !== null && (method === around || method?.startsWith(`${around}.`) === true)
  }

  const onRun = useCallback((line: number) => void runToLine(file, line), [runToLine, file])
  const onNote = useCallback((line: number) => {
    setOpenNote((open) => (open?.line === line && open.file === file ? null : { file, line }))
  }, [file])
  const choose = useCallback((each: string) => {
    stepper.getState().stopLooking()
    setChosen({ file: each, moment })
  }, [moment])

  return (
    <>
      <FileTabs files={files} current={file} texts={texts} isLooking={look !== null} onChoose={choose} />
      <div
        ref={scroller}
        id="source-panel"
        className={styles.scroller}
        role="tabpanel"
        aria-label={fragment === null ? texts.label : fill(texts.lines, { file, n: fragment.lines.length })}
        aria-busy={fragment === null}
      >
        {hasFailed ? (
          <p className={styles.message}>
            {texts.failed} <button type="button" className="button-quiet" onClick={retry}>{texts.retry}</button>
          </p>
        ) : null}
        {fragment === null && !hasFailed ? <p className={styles.message}>{texts.loading}</p> : null}
        {pointedAt !== null && isInMethod(pointedAt.line) && <ExpressionValue at={pointedAt} texts={texts} />}
        <ol
          className={`${styles.lines} code`} role="list" onClick={names.onClick}
          onPointerMove={pointing.onPointerMove} onPointerLeave={pointing.onPointerLeave}
          onFocus={(event) => {
            names.onFocus(event)
            pointing.onFocus(event)
          }}
          onKeyDown={(event) => names.onKey(event) || moveFocus(event)}
        >
          {hasBeenShown && fragment?.lines.map((html, index) => {
            const line = index + 1
            const run = linesRun.get(line)
            return (
              <SourceLine
                key={line}
                line={line}
                html={html}
                mark={marks.get(line) ?? null}
                part={parts.get(line) ?? null}
                hits={run?.hits ?? 0}
                values={shortened(run?.values ?? '')}
                note={noteAt(line)?.label ?? null}
                isNoteOpen={noteLine === line}
                mustHold={fragment.meta.asserts[line] !== undefined}
                isFrom={from === line && line !== here}
                isTabStop={line === (here ?? 1)}
                texts={texts}
                onRun={onRun}
                onNote={onNote}
              />
            )
          })}
        </ol>
      </div>
      <SourceFoot
        note={noteLine === null ? null : noteAt(noteLine)}
        counterpart={fragment === null ? null : counterpartAtLine(fragment.meta, here ?? 1)}
        isReady={fragment !== null}
        file={file}
        line={here}
        texts={texts}
      />
    </>
  )
})

/** The note of the line, or of one shortly above it. */
function nearestNote(hasNote: (line: number) => boolean, here: number | null): number | null {
  if (here === null) return null
  for (let line = here; line > here - 4 && line > 0; line--) {
    if (hasNote(line)) return line
  }
  return null
}

function sentenceOf({ invariant, reason }: Invariant): string {
  return reason === '' ? invariant : `${invariant}. ${reason}`
}

function shortened(values: string): string {
  return values.length > 64 ? `${values.slice(0, 63)}…` : values
}

interface Trail {
  readonly file: string
  readonly line: number | null
  /** The line of the cursor before this one. */
  readonly from: number | null
}

/** Where the cursor was before it came here, in the same file. */
function usePreviousLine(file: string, here: number | null): number | null {
  const [trail, setTrail] = useState<Trail>({ file, line: here, from: null })
  if (trail.file !== file || trail.line !== here) {
    setTrail({ file, line: here, from: trail.file === file ? trail.line : null })
  }
  return trail.from
}

type Scroller = Readonly<RefObject<HTMLDivElement | null>>

/**
 * Moves the source only when the line has left the middle of the pane, and then at once, before the browser paints: a line that
 * glides into view is out of view while one looks for it.
 */
function useKeepInView(scroller: Scroller, line: number | null, isReady: boolean): void {
  const isShown = useIsShown(scroller)
  useBeforePaint(() => {
    if (isReady && isShown && scroller.current !== null && line !== null) keepInView(scroller.current, line)
  }, [scroller, line, isReady, isShown])
}

function keepInView(element: HTMLElement, line: number): void {
  const row = element.querySelector<HTMLElement>(`[data-line="${line}"]`)
  if (row === null) return
  const top = row.offsetTop - element.scrollTop
  const isInView = top > element.clientHeight * 0.15 && top < element.clientHeight * 0.75
  if (!isInView) element.scrollTo({ top: row.offsetTop - element.clientHeight * 0.35, behavior: 'instant' })
}

/** On a phone one pane is shown at a time, and what is hidden can't be scrolled. */
function useIsShown(scroller: Scroller): boolean {
  const [isShown, setIsShown] = useState(false)
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const resized = new ResizeObserver(() => setIsShown(element.clientHeight > 0))
    resized.observe(element)
    return () => resized.disconnect()
  }, [scroller])
  return isShown
}

/** Among the line numbers the arrow keys move the focus, so that the Tab key passes them with one press. */
function moveFocus(event: KeyboardEvent<HTMLOListElement>): void {
  const target = event.target as HTMLElement
  const row = target.closest('li')
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 }[event.key]
  if (row === null || step === undefined || !target.matches('button')) return
  const rows = row.parentElement!.children
  const line = Number(row.dataset['line']) - 1
  const next = rows[Math.max(0, Math.min(rows.length - 1, line + step))]
  next?.querySelector('button')?.focus()
  event.preventDefault()
  event.stopPropagation()
}
