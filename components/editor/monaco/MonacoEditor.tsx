'use client'

import './environment'
import { editor, MarkerSeverity, Uri } from 'monaco-editor/editor'
import 'monaco-editor/features/register.all'
import 'monaco-editor/languages/definitions/typescript/register'
import { ScriptTarget, typescriptDefaults } from 'monaco-editor/languages/features/typescript/register'
import { useEffect, useRef } from 'react'
import { currentText } from '../../strategy/logic/history'
import type { Edit, History } from '../../strategy/logic/history'
import styles from './MonacoEditor.module.css'
import { followTheme } from './theme'

/** What is wrong with a line, in a sentence. */
export interface LineMark {
  readonly line: number
  /** From 1. */
  readonly column: number | null
  readonly message: string
}

interface Props {
  /** Names the text; another name is another text with a history of its own. */
  readonly name: string
  /** How the text came to be, as of now: what was typed is in it at once. */
  readonly history: () => History
  /** Changes with the text, whoever changed it. */
  readonly code: string
  readonly types: string
  readonly label: string
  readonly marks: readonly LineMark[]
  readonly onChange: (code: string) => void
}

/** The editor. It is large, so that nobody should import it but through `import()`, after a click. */
export default function MonacoEditor({ name, history, code, types, label, marks, onChange }: Props) {
  const element = useRef<HTMLDivElement>(null)
  const shown = useRef<editor.IStandaloneCodeEditor | null>(null)
  const latest = useRef({ onChange, label, history })
  latest.current = { onChange, label, history }

  useEffect(() => {
    const library = typescriptDefaults.addExtraLib(types, 'file:///rocketmq.d.ts')
    typescriptDefaults.setCompilerOptions({
      target: ScriptTarget.ES2020, strict: true, noEmit: true, allowNonTsExtensions: true, lib: ['es2022'],
    })
    const stopFollowing = followTheme()
    const created = editor.create(element.current!, { ...OPTIONS, model: null, ariaLabel: latest.current.label })
    shown.current = created
    created.focus()
    return () => {
      created.dispose()
      stopFollowing()
      library.dispose()
      shown.current = null
    }
  }, [types])

  useEffect(() => {
    const model = modelOf(name, latest.current.history())
    shown.current?.setModel(model)
    const listening = model.onDidChangeContent(() => latest.current.onChange(model.getValue()))
    return () => {
      listening.dispose()
      model.dispose()
    }
  }, [name, types])

  useEffect(() => {
    const model = shown.current?.getModel()
    // What was typed meanwhile is in the history already, and maybe not in this rendering.
    const wanted = currentText(latest.current.history())
    if (model === null || model === undefined || model.getValue() === wanted) return
    // An import or “back to the built-in”: one step, which can be undone like any other.
    model.pushStackElement()
    model.pushEditOperations(null, [{ range: model.getFullModelRange(), text: wanted }], () => null)
    model.pushStackElement()
  }, [code])

  useEffect(() => {
    const model = shown.current?.getModel()
    if (model !== null && model !== undefined) editor.setModelMarkers(model, 'run', marks.map(markerOf))
  }, [marks, name])

  return <div ref={element} className={styles.editor} data-keys />
}

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  fixedOverflowWidgets: true,
  fontFamily: 'JetBrains Mono Variable, ui-monospace, Menlo, Consolas, monospace',
  fontLigatures: false,
  fontSize: 13,
  lineHeight: 20,
  lineNumbersMinChars: 3,
  minimap: { enabled: false },
  overviewRulerLanes: 0,
  padding: { top: 12, bottom: 12 },
  scrollBeyondLastLine: false,
  tabSize: 2,
  wordWrap: 'off',
}

/** A text whose undo goes back to where its history begins. */
function modelOf(name: string, { base, edits }: History): editor.ITextModel {
  const model = editor.createModel(base, 'typescript', Uri.parse(`file:///${name.replace(':', '-')}.ts`))
  model.setEOL(editor.EndOfLineSequence.LF)
  // Colour means something on this site, and the depth of a bracket is not among it.
  model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } })
  for (const edit of edits) {
    model.pushStackElement()
    model.pushEditOperations(null, [operationOf(model, edit)], () => null)
  }
  model.pushStackElement()
  return model
}

function operationOf(model: editor.ITextModel, { at, removed, inserted }: Edit): editor.IIdentifiedSingleEditOperation {
  const from = model.getPositionAt(at)
  const to = model.getPositionAt(at + removed.length)
  return {
    range: {
      startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column,
    },
    text: inserted,
  }
}

function markerOf({ line, column, message }: LineMark): editor.IMarkerData {
  const from = column ?? 1
  return {
    severity: MarkerSeverity.Error, message, startLineNumber: line, startColumn: from, endLineNumber: line,
    endColumn: Number.MAX_SAFE_INTEGER,
  }
}
