'use client'

import { Dialog } from './Dialog'
import styles from '../styles/transport.module.css'
import { useTexts } from './useTexts'

export function HelpDialog() {
  const { help } = useTexts()
  return (
    <Dialog title={help.title}>
      <dl className={styles.keys}>
        {Object.entries(help.keys).map(([keys, meaning]) => (
          <KeyEntry key={keys} keys={keys} meaning={meaning} />
        ))}
      </dl>
      <p>{help.note}</p>
    </Dialog>
  )
}

function KeyEntry({ keys, meaning }: { readonly keys: string; readonly meaning: string }) {
  return (
    <>
      <dt>{keys.split(' ').map((key) => <kbd key={key}>{key}</kbd>)}</dt>
      <dd>{meaning}</dd>
    </>
  )
}
