import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const HTML = /\.html$/
const SCRIPT = /<script src="([^"]+)"([^>]*)><\/script>/g
const MARK = 'data-after-paint'

/**
 * In the browser: runs the page's scripts once there is something to be seen. A page that nobody looks at is never painted; a browser
 * that does not tell of painting, or has nothing to paint, waits for two seconds.
 *
 * The bundler knows its files by the very text of their addresses, and React by the attribute `async`.
 */
const RUN = [
  '(function(){var isOn=0,go=function(){if(isOn++)return;',
  `document.querySelectorAll('link[${MARK}]').forEach(function(link){var script=document.createElement('script');`,
  'script.src=link.getAttribute("href");script.setAttribute("async","");document.head.appendChild(script)})};',
  'try{new PerformanceObserver(go).observe({type:"paint",buffered:true})}catch(e){go()}',
  'document.visibilityState==="hidden"?go():setTimeout(go,2000)})()',
].join('')

/**
 * The page with its scripts fetched at once, at a low priority, and run after it has been painted. Everything is in the HTML, so that a
 * slow phone shows it without them; run while it arrives, they would stand in its way.
 * @param {string} html
 */
export function withScriptsAfterPaint(html) {
  if (html.includes(MARK)) return html
  const moved = html.replace(SCRIPT, (tag, address, attributes) => {
    return /nomodule/i.test(attributes) ? tag : `<link rel="preload" as="script" fetchpriority="low" href="${address}" ${MARK}=""/>`
  })
  const end = moved.lastIndexOf('</body>')
  if (end < 0) throw new Error('the page has no end')
  return `${moved.slice(0, end)}<script>${RUN}</script>${moved.slice(end)}`
}

/** The scripts that a page runs, as addresses: of those that run after it has been painted as well. @param {string} html */
export function scriptsOf(html) {
  const marked = [...html.matchAll(new RegExp(`<link [^>]*href="([^"]+)" ${MARK}`, 'g'))]
  const tags = [...html.matchAll(SCRIPT)].filter(([, , attributes]) => !/nomodule/i.test(attributes ?? ''))
  return [...new Set([...marked, ...tags].map(([, address]) => address ?? ''))]
}

/** Does that to each page of the built site. @param {string} folder */
export function writeScripts(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!HTML.test(name)) continue
    const file = path.join(folder, name)
    const html = readFileSync(file, 'utf8')
    if (html.includes('</body>')) writeFileSync(file, withScriptsAfterPaint(html))
  }
}
