/** What is typed into the search before its script is there: null until a key has asked for it. */
interface EarlySearch {
  text: string | null
  stop(): void
}

declare global {
  var rocketscopeSearch: EarlySearch | undefined
}

/**
 * A page's first script. Readers who know the search's keys press them as soon as they see the page, which is before its other
 * scripts are there. This one keeps what they type until then. (In the browser's words; it stands in the HTML as it is.)
 */
export const EARLY_SEARCH = [
  '(function(){var s=window.rocketscopeSearch={text:null,stop:function(){removeEventListener("keydown",press,{capture:true})}};',
  'function press(e){var k=e.key,c=e.ctrlKey||e.metaKey;if(e.isComposing||e.altKey)return;',
  'if(s.text!==null){if(k==="Escape")s.text=null;else if(k==="Backspace")s.text=s.text.slice(0,-1);',
  'else if(k.length===1&&!c)s.text+=k;else return}',
  'else{if(!(k==="/"&&!c||k.toLowerCase()==="k"&&c&&!e.shiftKey))return;',
  'if(e.target.closest&&e.target.closest("input,textarea,select"))return;s.text=""}',
  'e.preventDefault();e.stopImmediatePropagation()}addEventListener("keydown",press,{capture:true})})()',
].join('')

/** Has the search been asked for? If not, from now on that is heard by the page itself. */
export function isSearchAwaited(): boolean {
  const early = globalThis.rocketscopeSearch
  if (early?.text === null) early.stop()
  return typeof early?.text === 'string'
}

/** What has been typed, for the search that has opened: from now on its own field has the keys. */
export function takeTyped(): string {
  const early = globalThis.rocketscopeSearch
  const typed = early?.text ?? ''
  early?.stop()
  if (early !== undefined) early.text = null
  return typed
}
