import type { Begin } from '../../../engine/worker/protocol'

/**
 * Starts the engine, and the run of the lesson in it, while the page's own scripts are still on their way: the first step waits
 * for it. A page that is come to from another one has its scripts already, and starts the engine by itself.
 */
export function EarlyEngine({ begin }: { readonly begin: Begin | null }) {
  const address = JSON.stringify(process.env.NEXT_PUBLIC_CLUSTER_WORKER)
  const start = `rocketscopeEngine=new Worker(${address},{type:'module',name:'first'})`
  // A link leads to another run, or to another place in this one.
  const run = begin === null ? '' : `;if(!/[#&]s=/.test(location.hash))rocketscopeEngine.postMessage(${JSON.stringify(begin)})`
  return <script dangerouslySetInnerHTML={{ __html: start + run }} />
}
