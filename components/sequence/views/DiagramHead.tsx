'use client'

import { memo } from 'react'
import { toggleFacade, toggleNode } from '../../stepper/logic/folds'
import { fill } from '../../i18n/fill'
import { breakable } from '../../stepper/logic/format'
import roles from '../../stepper/styles/roles.module.css'
import { stepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import type { Column, Group } from '../logic/fold'
import { diagramWidth, type DiagramLayout } from '../logic/layout'
import styles from '../styles/sequence.module.css'

interface Props {
  readonly layout: DiagramLayout
  readonly width: number
}

/** The names above the lifelines. They stay in place while the diagram scrolls. */
export const DiagramHead = memo(function DiagramHead({ layout, width }: Props) {
  const texts = useTexts()
  const template = `repeat(${layout.columns.length}, ${width}px)`
  const margin = (diagramWidth(0, width)) / 2
  return (
    <div className={styles.head} style={{ gridTemplateColumns: template, paddingInline: margin }}>
      {layout.groups.map((group) => <GroupHead key={group.node} group={group} />)}
      {layout.columns.map((column) => (
        <div key={column.index} className={styles.name} data-kind={column.kind}>
          <span>{breakable(column.name)}</span>
          {column.kind !== 'object' && (
            <span className={styles.hidden} title={hiddenText(column, texts.pictures.hidden)}>
              {hiddenText(column, texts.pictures.hidden)}
            </span>
          )}
        </div>
      ))}
    </div>
  )
})

function hiddenText({ hidden }: Column, text: string): string {
  return fill(text, { ...hidden })
}

function GroupHead({ group }: { readonly group: Group }) {
  const { pictures } = useTexts()
  const { setFolds } = stepper.getState()
  const isOneLine = group.first === group.last
  const isSingle = isOneLine && !group.isFolded
  return (
    <div
      className={`${styles.group} ${roles.role}`} data-role={group.role}
      style={{ gridColumn: `${group.first + 1} / ${group.last + 2}` }}
    >
      <button
        type="button" className={styles.groupButton} disabled={isSingle} aria-expanded={!group.isFolded}
        title={fill(group.isFolded ? pictures.unfoldNode : pictures.foldNode, { node: group.node })}
        onClick={() => setFolds(toggleNode(stepper.getState().folds, group.node))}
      >
        {!isSingle && <span aria-hidden="true">{group.isFolded ? '+' : '−'}</span>}
        <span className={styles.groupName}>{group.node}</span>
      </button>
      {group.hasFacade && !isOneLine && <FacadeButton />}
    </div>
  )
}

function FacadeButton() {
  const { pictures } = useTexts()
  const { folds, setFolds } = stepper.getState()
  const text = folds.facade ? pictures.unfoldFacade : pictures.foldFacade
  return (
    <button
      type="button" className={styles.groupButton} aria-pressed={folds.facade} title={`${text} (f)`}
      onClick={() => setFolds(toggleFacade(stepper.getState().folds))}
    >
      {text}
    </button>
  )
}
