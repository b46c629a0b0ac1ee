/** The site with hot reloading, on PORT or 3000. Pages with a cluster in them begin anew when the engine has changed. */
import { watch } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { commandLine } from '../engine/adapters/cli/commandLine.mjs'
import { binary, root, run } from './support/command.mjs'

commandLine({ usage: 'usage: PORT=3000 npm run dev' })
const port = process.env.PORT ?? '3000'
/** Editors write a file in several steps. */
const SETTLED_MILLIS = 200

/** Next does not reload what runs in workers, so the pages are told from here. */
const listeners = new Set()
const changes = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'access-control-allow-origin': '*' })
  response.write(': listening\n\n')
  listeners.add(response)
  request.on('close', () => listeners.delete(response))
}).listen(0, 'localhost')

let timer
watch(path.join(root, 'engine'), { recursive: true }, () => {
  clearTimeout(timer)
  timer = setTimeout(announce, SETTLED_MILLIS)
})

async function announce() {
  // Asking for a page is what makes Next write the worker's files again.
  await fetch(`http://localhost:${port}/en/`).then((response) => response.text()).catch(() => undefined)
  for (const listener of listeners) listener.write('data: engine\n\n')
}

changes.once('listening', async () => {
  const NEXT_PUBLIC_ENGINE_CHANGES = `http://localhost:${changes.address().port}/`
  process.exit(await run(binary('next'), ['dev', '--port', port], { env: { NEXT_TELEMETRY_DISABLED: '1', NEXT_PUBLIC_ENGINE_CHANGES } }))
})
