import type { Begin } from '../../../engine/worker/protocol'

/**
 * Starts the engine, and the run of the lesson in it, while the page's own scripts are still on their way: the first step waits
 * for it. A page that is come to from another one has its scripts already, and starts the engine by itself.
 */
export function EarlyEngine({ begin }: { readonly begin: Begin | null }) {
  const address = JSON.stringify(process.env.NEXT_PUBLIC_CLUSTER_WORKER)
  const start = `rocketscopeEngine=new Worker(${address},{type:'module',name:'first'})`
  const run = begin === null ? '' : `;if(${isOpenedFirst(begin)})rocketscopeEngine.postMessage(${JSON.stringify(begin)})`
  const early = `var start=function(){if(self.rocketscopeEngine!==undefined)return;${start}${run}}`
  return <script dangerouslySetInnerHTML={{ __html: `(function(){${early};${IS_SLOW}?addEventListener('load',start):start()})()` }} />
}

/** In the browser's words: the engine would take the bandwidth from the text that is to be read meanwhile. */
const IS_SLOW = 'navigator.connection&&(navigator.connection.saveData||!/4g/.test(navigator.connection.effectiveType))'

/**
 * In the browser's words: there is no link, or one to a run that differs from the lesson's by a fault, a choice or code. A link to
 * another place in the lesson's run has its beginning there.
 */
function isOpenedFirst({ key: { seed } }: Begin): string {
  const has = (pattern: string): string => `/${pattern}/.test(location.hash)`
  return `!${has('[#&]s=')}||${has(`&seed=${seed}&`)}&&${has('&[iqwk]=')}`
}
