'use client'

import type { FileState } from '../../../engine/worker/protocol'
import { useTexts } from '../../i18n/TextsProvider'
import { grouped } from '../../stepper/logic/format'
import { directoryOf, nameOf } from '../logic/fieldTree'
import { FileStrip } from './FileStrip'
import type { FilePlace } from '../logic/place'
import styles from '../styles/store.module.css'

interface Props {
  readonly files: readonly FileState[]
  readonly place: FilePlace | null
  readonly onOpen: (place: FilePlace) => void
}

/** All files of all machines at the cursor, by directory: a table, so that it can be read aloud as well. */
export function FileTree({ files, place, onOpen }: Props) {
  const { store } = useTexts()
  const groups = byDirectory(files)
  return (
    <table className={styles.tree} aria-label={store.files}>
      <thead>
        <tr><th scope="col">{store.file}</th><th scope="col">{store.wroteOfSize}</th><th scope="col">{store.state}</th></tr>
      </thead>
      {groups.map(([key, inGroup]) => (
        <tbody key={key}>
          <tr className={styles.directory}>
            <th scope="rowgroup" colSpan={3}><b>{inGroup[0]!.node}</b> {directoryOf(inGroup[0]!.path)}/</th>
          </tr>
          {inGroup.map((file) => (
            <tr key={file.path} data-open={isOpen(file, place) || undefined}>
              <th scope="row">
                <button
                  type="button" className={styles.fileName} aria-pressed={isOpen(file, place)}
                  onClick={() => onOpen({ node: file.node, path: file.path, position: 0, length: 0 })}
                >
                  {nameOf(file.path)}
                </button>
              </th>
              <td>{grouped(file.wrote)} / {grouped(file.size)}</td>
              <td><FileStrip file={file} isSmall /></td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}

function byDirectory(files: readonly FileState[]): Array<readonly [string, FileState[]]> {
  const groups = new Map<string, FileState[]>()
  for (const file of files) {
    const key = `${file.node} ${directoryOf(file.path)}`
    groups.set(key, [...(groups.get(key) ?? []), file])
  }
  return [...groups]
}

function isOpen({ node, path }: FileState, place: FilePlace | null): boolean {
  return place !== null && place.node === node && place.path === path
}
