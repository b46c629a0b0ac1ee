import { editor } from 'monaco-editor/editor'

/** The page's own colours, read from where they are defined, so that there is one table of them. */
export function applyTheme(): void {
  const isDark = isDarkNow()
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  const bare = (name: string): string => colour(name).replace('#', '')
  editor.defineTheme('rocketscope', {
    base: isDark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: bare('ink') },
      { token: 'comment', foreground: bare('faint') },
      { token: 'keyword', foreground: bare('namesrv-ink') },
      { token: 'string', foreground: bare('broker-ink') },
      { token: 'number', foreground: bare('consumer-ink') },
      { token: 'delimiter', foreground: bare('soft') },
      { token: 'type', foreground: bare('ink') },
    ],
    colors: {
      'editor.background': colour('panel'),
      'editor.foreground': colour('ink'),
      'editorLineNumber.foreground': colour('faint'),
      'editorLineNumber.activeForeground': colour('ink'),
      'editorCursor.foreground': colour('now'),
      'editor.lineHighlightBackground': colour('wash'),
      'editor.selectionBackground': colour('now-wash'),
      'editorWidget.background': colour('panel'),
      'editorWidget.border': colour('line'),
      'editorError.foreground': colour('fault'),
      focusBorder: colour('now'),
    },
  })
  editor.setTheme('rocketscope')
}

function isDarkNow(): boolean {
  const chosen = document.documentElement.dataset['theme']
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark'
}

/** Follows the page and the system until told to stop. */
export function followTheme(): () => void {
  applyTheme()
  const query = matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(applyTheme)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  query.addEventListener('change', applyTheme)
  return () => {
    observer.disconnect()
    query.removeEventListener('change', applyTheme)
  }
}
