/** What a reader has done to something that was not alive yet. */
interface Input {
  readonly event: Event
  readonly node: HTMLButtonElement | HTMLFormElement | Field
  /** Of a field, as the reader has left it. */
  readonly value: string
  readonly checked: boolean
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

export interface EarlyInputs {
  inputs: Input[]
  /** Would React answer what is done to the element? */
  isAlive(node: Element): boolean
  /** Is called when something is kept. */
  heard(): void
}

declare global {
  var rocketscopeEarly: EarlyInputs | undefined
}

/**
 * A page is in its HTML as it is, and can be pressed and typed into before its scripts are there. React answers what is done to a
 * part from when that part is alive, and drops what was done before. This script keeps it: of each element the last that was done.
 * The press on a button sends its form once more, so the sending itself is not kept. (In the browser's words; it stands in the HTML
 * as it is.)
 */
export const EARLY_INPUT = [
  '(function(){var e=window.rocketscopeEarly={inputs:[],isAlive:function(){return false},heard:function(){}};',
  '["click","input","submit"].forEach(function(type){addEventListener(type,function(v){',
  'var n=type==="click"?v.target.closest&&v.target.closest("button"):v.target;if(!n||e.isAlive(n))return;',
  'if(type==="submit"){v.preventDefault();if(e.inputs.some(function(i){return i.node===v.submitter}))return}',
  'e.inputs=e.inputs.filter(function(i){return i.node!==n});',
  'e.inputs.push({event:v,node:n,value:n.value,checked:n.checked===true});e.heard()},{capture:true})})})()',
].join('')

/** A part whose script is there may come alive by the very event that was kept: then React has answered it. */
export function forgetEarlyInput(early: EarlyInputs, answered: Event): void {
  early.inputs = early.inputs.filter(({ event }) => event !== answered)
}

/**
 * Does once more what was done first to an element that has come alive since. One at a time: what comes next may depend on what
 * the page has made of it.
 * @returns whether something is left to do
 */
export function replayEarlyInput(early: EarlyInputs): boolean {
  const next = early.inputs.find(({ node }) => !node.isConnected || early.isAlive(node))
  if (next === undefined) return early.inputs.length > 0
  forgetEarlyInput(early, next.event)
  if (next.node.isConnected) replay(next)
  return early.inputs.length > 0
}

/**
 * Tells the part that has the focus of it: the focus may have come there before it was alive.
 * @param focused what had the focus when React began
 * @returns whether that is still to be done
 */
export function replayFocus(early: EarlyInputs, focused: Element | null): boolean {
  if (focused === null || focused === document.body || focused !== document.activeElement) return false
  if (!early.isAlive(focused)) return true
  focused.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))
  return false
}

function replay({ event, node, value, checked }: Input): void {
  if (node instanceof HTMLButtonElement) node.click()
  else if (node instanceof HTMLFormElement) node.requestSubmit((event as SubmitEvent).submitter)
  else if (node instanceof HTMLInputElement && ['radio', 'checkbox'].includes(node.type)) tick(node, checked)
  else enter(node, value)
}

/** For React nothing has happened to a field that is as React last saw it: it is put back first, and then changed as by a reader. */
function tick(node: HTMLInputElement, checked: boolean): void {
  node.checked = !checked
  node.click()
}

function enter(node: Field, value: string): void {
  if (!(node instanceof HTMLInputElement && node.type === 'file')) {
    if ('defaultValue' in node) node.value = node.defaultValue
    // React watches the element's own setter; a reader's hand does not go through it.
    const { prototype } = node.constructor as { prototype: Field }
    Object.getOwnPropertyDescriptor(prototype, 'value')!.set!.call(node, value)
  }
  for (const type of ['input', 'change']) node.dispatchEvent(new Event(type, { bubbles: true }))
  // A field may be put right when it is left, and may have been left already.
  if (node !== document.activeElement) node.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
}
