'use client'

import { useCallback, useMemo, useState } from 'react'
import { loadEditor } from '../../editor/monaco/loadEditor'
import type { LoadedEditor } from '../../editor/monaco/loadEditor'
import { fill } from '../../i18n/fill'
import { useLocale } from '../../i18n/TextsProvider'
import controls from '../../stepper/styles/controls.module.css'
import { highlightCode } from '../logic/highlightCode'
import { historyOf } from '../logic/history'
import { subjectName, useLab, useLabPage } from './LabProvider'
import { ReadOnlyCode } from './ReadOnlyCode'
import { sentenceOf } from '../logic/sentences'
import { mistakesOf } from '../logic/stats'
import styles from '../styles/strategy.module.css'
import { isSlot } from '../logic/subjects'
import type { Subject } from '../logic/subjects'

/** Once the reader has opened the editor it stays open for the other slots, too. */
let loaded: LoadedEditor | null = null

/** Code that the reader may change. Until the editor is asked for, it is only shown: the editor is large. */
export function EditableCode({ subject }: { readonly subject: Subject }) {
  const { texts, lab, slots, kind } = useLabPage()
  const locale = useLocale()
  const [editor, setEditor] = useState(loaded)
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle')
  const code = useLab(({ codes, linked }) => (isSlot(subject) ? codes[subject] : linked?.code ?? ''))
  const marks = useMarks()
  const lines = useMemo(() => highlightCode(code), [code])
  const history = useCallback(() => {
    return isSlot(subject) ? slots.history(subject) : historyOf(lab.getState().linked?.code ?? '')
  }, [subject, slots, lab])
  const onChange = useCallback((text: string) => lab.getState().edit(subject, text), [lab, subject])

  const open = async (): Promise<void> => {
    setState('loading')
    try {
      loaded = await loadEditor(locale)
      setEditor(loaded)
    } catch {
      setState('failed')
    }
  }

  if (editor !== null) {
    const { Editor, types } = editor
    const label = fill(texts.code.editorLabel, { name: subjectName(subject, texts) })
    return (
      <Editor
        name={kind.name === 'selector' ? subject : `${kind.name}-${subject}`} history={history} code={code} types={types} label={label} marks={marks} onChange={onChange}
      />
    )
  }
  return (
    <div className={styles.closed}>
      <div className={styles.openEditor}>
        <button type="button" className={controls.go} disabled={state === 'loading'} onClick={() => void open()}>
          {state === 'loading' ? texts.code.opening : state === 'failed' ? texts.code.retry : texts.code.open}
        </button>
        <span role="status">{state === 'failed' ? texts.code.failed : texts.code.openNote}</span>
      </div>
      <ReadOnlyCode lines={lines} marked={new Set(marks.map(({ line }) => line))} />
    </div>
  )
}

/** The lines of the shown code in which something went wrong, and what. */
function useMarks() {
  const { texts, kind } = useLabPage()
  const { error, measurement } = useLab((state) => state.sides.after)
  return useMemo(() => {
    const calls = measurement === null ? [] : kind.callersOf(measurement)
    const fromCalls = mistakesOf({ calls }).map(({ call }) => call.error!)
    const errors = error === null ? fromCalls : [error]
    return errors.flatMap((each) => {
      return each.line === null ? [] : [{ line: each.line, column: each.column, message: sentenceOf(each, texts) }]
    })
  }, [error, measurement, texts, kind])
}
