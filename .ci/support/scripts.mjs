import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const HTML = /\.html$/
const SCRIPT = /<script src="([^"]+)"([^>]*)><\/script>/g
const PRELOAD = /<link rel="preload"(?=[^>]* as="script")[^>]* href="([^"]+)"[^>]*>/g
const MARK = 'data-after-paint'

/**
 * In the browser: fetches and runs the page's scripts once all of it has been painted; a paint before the last of it arrived does not
 * count, and what is on its way to the screen is not held up. A page that nobody looks at is never painted, and runs them at once;
 * nothing is waited for longer than two seconds.
 *
 * The bundler knows its files by the very text of their addresses, and React by the attribute `async`.
 */
const RUN = [
  '(function(){var isOn=0,go=function(){if(isOn++)return;',
  `document.querySelectorAll('link[${MARK}]').forEach(function(link){`,
  `if(link.getAttribute("${MARK}")==="fetch"){link.setAttribute("rel","preload");return}var script=document.createElement("script");`,
  'script.src=link.getAttribute("href");script.setAttribute("async","");document.head.appendChild(script)})};',
  'document.visibilityState==="hidden"?go():setTimeout(go,2000);requestAnimationFrame(function(){',
  'new PerformanceObserver(function(){setTimeout(go)}).observe({type:"paint",buffered:true})})})()',
].join('')

/**
 * The page with its scripts fetched and run after it has been painted. Everything is in the HTML, so that a slow phone shows it without
 * them; while it arrives they would stand in its way.
 * @param {string} html
 */
export function withScriptsAfterPaint(html) {
  if (html.includes(MARK)) return html
  const moved = html
    .replace(PRELOAD, (tag) => tag.replace('rel="preload"', `${MARK}="fetch"`))
    .replace(SCRIPT, (tag, address, attributes) => /nomodule/i.test(attributes) ? tag : `<link ${MARK}="run" href="${address}"/>`)
  const end = moved.lastIndexOf('</body>')
  if (end < 0) throw new Error('the page has no end')
  return `${moved.slice(0, end)}<script>${RUN}</script>${moved.slice(end)}`
}

/** The scripts that a page runs, as addresses: of those that run after it has been painted as well. @param {string} html */
export function scriptsOf(html) {
  const tags = [...html.matchAll(SCRIPT)].filter(([, , attributes]) => !/nomodule/i.test(attributes ?? ''))
  return [...new Set([...marked(html, 'run'), ...tags.map(([, address]) => address ?? '')])]
}

/** The scripts that are fetched with a page: its own, and those that make its parts live. @param {string} html */
export function fetchedScriptsOf(html) {
  const preloads = [...html.matchAll(PRELOAD)].map(([, address]) => address ?? '')
  return new Set([...scriptsOf(html), ...marked(html, 'fetch'), ...preloads])
}

/** @param {string} html @param {'run' | 'fetch'} what */
function marked(html, what) {
  return [...html.matchAll(new RegExp(`<link ${MARK}="${what}"[^>]* href="([^"]+)"`, 'g'))].map(([, address]) => address ?? '')
}

/**
 * Nearly every function of a script that is fetched with a page is called as the page comes to life. A browser that knows this line
 * compiles them beside the page, while the script arrives; it would compile them one by one at their first calls, in the page's way.
 */
export const COMPILE_AT_ONCE = '//# allFunctionsCalledOnLoad\n'

/** Does that to each page of the built site, and to its scripts. @param {string} folder @param {string} base the path it is served under */
export function writeScripts(folder, base) {
  const scripts = new Set()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!HTML.test(name)) continue
    const file = path.join(folder, name)
    const html = readFileSync(file, 'utf8')
    if (html.includes('</body>')) writeFileSync(file, withScriptsAfterPaint(html))
    for (const address of fetchedScriptsOf(html)) scripts.add(address.slice(base.length))
  }
  for (const script of scripts) {
    const file = path.join(folder, script)
    const code = readFileSync(file, 'utf8')
    if (!code.startsWith(COMPILE_AT_ONCE)) writeFileSync(file, COMPILE_AT_ONCE + code)
  }
}
