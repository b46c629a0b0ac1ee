'use client'

import type { StoreProblem } from '../../../engine/worker/owncluster/ownProtocol'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { grouped } from '../../stepper/logic/format'
import { Modal } from '../../ui/views/Modal'
import styles from '../styles/own.module.css'
import type { Archive } from '../logic/OwnPageState'
import { ArchiveProgress } from './ArchiveProgress'
import { useOwn, useOwnPage } from './OwnProvider'
import { problemSentence } from '../logic/problemSentence'
import { messagesIn, size } from '../logic/words'

/** The number of problems that are written out. */
const SHOWN = 12

/** What is in the archive that the reader has chosen, and whether it is to take the disk's place. */
export function ImportDialog() {
  const archive = useOwn((state) => state.archive)
  return archive === null ? null : <Ask archive={archive} />
}

function Ask({ archive }: { readonly archive: Archive }) {
  const { texts, own } = useOwnPage()
  const { importing } = texts
  const { name, check } = archive
  const doing = useOwn((state) => state.doing)
  const messages = useOwn(({ cluster }) => messagesIn(cluster?.queues ?? []))
  const errors = check.problems.filter(({ level }) => level === 'error')
  const isRefused = errors.length > 0
  const isBusy = doing.has('importing') || doing.has('exporting')
  const { putAway, giveUp, replace, exportStore } = own.getState()
  const facts = { name, files: check.files, bytes: size(check.bytes, texts), messages: check.messages }
  return (
    <Modal title={isRefused ? importing.refused : importing.title} close={texts.close} onClose={doing.has('importing') ? () => void giveUp() : putAway}>
      <div className={styles.archive}>
        <p>{fill(importing.archive, facts)}</p>
        {check.topics.length > 0 && <Topics check={check} />}
        {check.problems.length === 0 && <p className={styles.fine}>{importing.fine}</p>}
        {isRefused && <Problems title={importing.errors} problems={errors} />}
        <Problems title={importing.warnings} problems={check.problems.filter(({ level }) => level === 'warning')} />
        <p>
          {isRefused && importing.refusedHelp}
          {!isRefused && fill(importing.replaces, { messages })}
        </p>
      </div>
      {doing.has('importing') && <ArchiveProgress doing="importing" />}
      {doing.has('exporting') && <ArchiveProgress doing="exporting" />}
      <div className={styles.choices}>
        <button type="button" className={controls.button} disabled={doing.has('importing')} onClick={putAway}>{isRefused ? importing.close : importing.cancel}</button>
        {!isRefused && (
          <>
            <button type="button" className={controls.button} disabled={isBusy} onClick={() => void exportStore()}>
              {importing.offer}
            </button>
            <button type="button" className={controls.go} disabled={isBusy} onClick={() => void replace()}>
              {importing.button}
            </button>
          </>
        )}
      </div>
    </Modal>
  )
}

function Topics({ check: { topics } }: { readonly check: Archive['check'] }) {
  const { texts: { importing } } = useOwnPage()
  return (
    <div className={styles.tableBox} role="region" aria-label={importing.topics} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {[importing.topic, importing.queues, importing.messages].map((head) => <th key={head} scope="col">{head}</th>)}
          </tr>
        </thead>
        <tbody>
          {topics.map(({ topic, queues, messages }) => (
            <tr key={topic}><th scope="row">{topic}</th><td>{grouped(queues)}</td><td>{grouped(messages)}</td></tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Problems({ title, problems }: { readonly title: string; readonly problems: readonly StoreProblem[] }) {
  const { texts } = useOwnPage()
  if (problems.length === 0) return null
  return (
    <div className={styles.problems} data-level={problems[0]!.level}>
      <p>{title}</p>
      <ul>
        {problems.slice(0, SHOWN).map((problem, index) => {
          const { where, what } = problemSentence(problem, texts)
          return <li key={index}>{where !== '' && <code>{where}</code>} {what}</li>
        })}
        {problems.length > SHOWN && (
          <li>{fill(texts.importing.moreProblems, { n: problems.length - SHOWN })}</li>
        )}
      </ul>
    </div>
  )
}
