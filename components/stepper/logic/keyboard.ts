/** What a key means, everywhere on the page. */
export type KeyCommand =
  | 'play' | 'into' | 'back' | 'over' | 'backOver' | 'out' | 'backOut' | 'start' | 'end'
  | 'nextFrame' | 'nextCall' | 'nextNode' | 'nextTimer' | 'justLesson' | 'foldFacade' | 'breakIt' | 'chooseQueue' | 'goBack' | 'help'
  | 'outerCall' | 'innerCall' | 'toBeginning' | 'openFile'

export interface KeyPress {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

const PLAIN: Readonly<Record<string, KeyCommand>> = {
  ' ': 'play', ArrowRight: 'into', ArrowLeft: 'back', Home: 'start', End: 'end',
  o: 'out', O: 'backOut', r: 'nextFrame', c: 'nextCall', m: 'nextNode', t: 'nextTimer', l: 'justLesson', f: 'foldFacade', b: 'breakIt', q: 'chooseQueue',
  u: 'outerCall', d: 'innerCall', g: 'toBeginning', p: 'openFile', Backspace: 'goBack', '?': 'help',
}
const SHIFTED: Readonly<Record<string, KeyCommand>> = {
  ArrowRight: 'over', ArrowLeft: 'backOver', O: 'backOut', '?': 'help',
}

/** Null for keys that are not ours; those with Ctrl, Alt and ⌘ belong to the browser. */
export function commandOf({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyPress): KeyCommand | null {
  if (ctrlKey || altKey || metaKey) return null
  const commands = shiftKey ? SHIFTED : PLAIN
  return Object.hasOwn(commands, key) ? commands[key]! : null
}

/** What an element does with keys itself. */
export interface KeyTarget {
  readonly tagName: string
  readonly isContentEditable: boolean
  readonly type: string
  readonly role: string | null
}

const TYPED = new Set(['TEXTAREA', 'SELECT'])
const PRESSED = new Set(['BUTTON', 'A', 'SUMMARY'])
const BUTTON_TYPES = new Set(['button', 'checkbox', 'radio', 'submit', 'reset'])
/** Widgets in which the arrow keys move a choice. */
const ARROW_ROLES = new Set(['tab', 'separator', 'radio', 'option', 'menuitem'])

/** Does the element need this key for itself? Then it means nothing to the stepper. */
export function isTakenBy(target: KeyTarget, key: string): boolean {
  const { tagName, isContentEditable, type, role } = target
  if (isContentEditable || TYPED.has(tagName)) return true
  if (tagName === 'INPUT' && !BUTTON_TYPES.has(type)) return true
  if (key === ' ') return PRESSED.has(tagName) || tagName === 'INPUT'
  if (key.startsWith('Arrow') || key === 'Home' || key === 'End') return type === 'radio' || ARROW_ROLES.has(role ?? '')
  return false
}
