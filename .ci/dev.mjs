/** The site with hot reloading, on PORT or 3000. */
import { binary, run } from './support/command.mjs'

const port = process.env.PORT ?? '3000'
process.exit(await run(binary('next'), ['dev', '--port', port], { env: { NEXT_TELEMETRY_DISABLED: '1' } }))
