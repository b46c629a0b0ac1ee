/** The site with hot reloading, on PORT or 3000. Pages with a cluster in them begin anew when the engine has changed. */
import { createServer } from 'node:http'
import { commandLine } from '../engine/adapters/cli/commandLine.mjs'
import { binary, run } from './support/command.mjs'
import { deriveForSource } from './support/site.mjs'
import { watchWorkers } from './support/workers.mjs'

commandLine({ usage: 'usage: PORT=3000 npm run dev' })
const port = process.env.PORT ?? '3000'

/** Next does not reload what runs in workers, so the pages are told from here. */
const listeners = new Set()
const changes = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'access-control-allow-origin': '*' })
  response.write(': listening\n\n')
  listeners.add(response)
  request.on('close', () => listeners.delete(response))
}).listen(0, 'localhost')

function announce() {
  for (const listener of listeners) listener.write('data: engine\n\n')
}

changes.once('listening', async () => {
  const NEXT_PUBLIC_ENGINE_CHANGES = `http://localhost:${changes.address().port}/`
  // Until it is there, the pages of the source have no way to a run.
  void deriveForSource()
  const env = { ...(await watchWorkers(announce)), NEXT_TELEMETRY_DISABLED: '1', NEXT_PUBLIC_ENGINE_CHANGES }
  process.exit(await run(binary('next'), ['dev', '--port', port], { env }))
})
