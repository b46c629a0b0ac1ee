'use client'

import { CodeTools } from './CodeTools'
import { EditableCode } from './EditableCode'
import { KindTabs } from './KindTabs'
import { subjectName, slotName, useLab, useLabPage } from './LabProvider'
import { LinkedCodeBanner } from './LinkedCodeBanner'
import { MistakeList } from './MistakeList'
import { ReadOnlyCode } from './ReadOnlyCode'
import styles from '../styles/strategy.module.css'
import { builtIn, builtInName, SLOTS } from '../logic/subjects'
import type { Subject } from '../logic/subjects'

/** The code of the strategy that is shown: the engine's own to be read, the reader's to be written. */
export function CodePane() {
  const { texts, builtIns, place } = useLabPage()
  const subject = useLab((state) => state.sides.after.subject)
  const own = builtIns.find(({ name }) => name === builtInName(subject))
  const isBuiltIn = builtInName(subject) !== null
  return (
    <section className={styles.codePane} aria-label={subjectName(subject, texts)}>
      {place === 'page' && <KindTabs />}
      <SubjectTabs />
      <CodeTools />
      {subject === 'link' && <LinkedCodeBanner />}
      <div className={styles.codeBody}>
        {isBuiltIn ? <ReadOnlyCode lines={own?.lines ?? []} /> : <EditableCode key={subject} subject={subject} />}
      </div>
      <MistakeList />
    </section>
  )
}

/** The reader's own strategies side by side, and the built-in ones in a list. */
function SubjectTabs() {
  const { texts, builtIns, lab } = useLabPage()
  const subject = useLab((state) => state.sides.after.subject)
  const hasLink = useLab((state) => state.linked !== null)
  const show = (next: Subject): void => lab.getState().show(next)
  const own: readonly Subject[] = hasLink ? [...SLOTS, 'link'] : SLOTS
  const name = builtInName(subject)
  return (
    <div className={styles.subjects} role="group" aria-label={texts.code.label}>
      <label className={styles.builtIn} data-current={name !== null || undefined}>
        <span>{texts.code.builtIns}</span>
        <select
          aria-label={texts.code.builtIns} value={name ?? ''}
          onChange={(event) => show(builtIn(event.target.value))}
        >
          {name === null && <option value="">…</option>}
          {builtIns.map((each) => (
            <option key={each.name} value={each.name}>{subjectName(builtIn(each.name), texts)}</option>
          ))}
        </select>
      </label>
      {own.map((each) => (
        <button
          key={each} type="button" className={styles.subject} aria-pressed={each === subject} onClick={() => show(each)}
        >
          {each === 'link' ? texts.fromLink : slotName(each as typeof SLOTS[number], texts)}
        </button>
      ))}
    </div>
  )
}
