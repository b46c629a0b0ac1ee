/** Builds the site unless it has been built from these very sources, then serves it. --no-build serves what is there. */
import { existsSync } from 'node:fs'
import { commandLine } from '../engine/adapters/cli/commandLine.mjs'
import { fail } from './support/command.mjs'
import { basePath, build, isBuilt, siteFolder } from './support/site.mjs'
import { createStaticServer } from './support/static-server.mjs'

const { values } = commandLine({ usage: 'usage: HOST=localhost PORT=3000 npm start -- [--no-build]', options: { 'no-build': { type: 'boolean' } } })
// Nobody else on the network is to be served unless that is wanted.
const host = process.env.HOST || 'localhost'
const port = Number(process.env.PORT ?? 3000)
if (!Number.isInteger(port) || port < 0 || port > 65535) fail(`PORT=${process.env.PORT} is not a port`)

if (values['no-build']) {
  if (!existsSync(siteFolder)) fail('There is no built site in out/: npm run build')
} else if (!isBuilt() && (await build()) !== 0) fail('The site could not be built; the reason stands above.')

const server = createStaticServer({ folder: siteFolder, basePath })
server.on('error', (error) => {
  if (error.code === 'EADDRINUSE') fail(`Port ${port} is taken. Choose another one: PORT=${port + 1} npm start`)
  if (error.code === 'EACCES') fail(`Port ${port} may not be used by you. Choose another one: PORT=3000 npm start`)
  if (error.code === 'ENOTFOUND' || error.code === 'EADDRNOTAVAIL') fail(`HOST=${host} is no address of this machine`)
  throw error
})
server.listen(port, host, () => {
  const { address, family, port: taken } = server.address()
  const name = host === 'localhost' ? host : family === 'IPv6' ? `[${address}]` : address
  console.log(`RocketScope is at http://${name}:${taken}${basePath}/`)
})
