import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'

const STOP_MILLIS = 30_000
export interface JavaOptions {
  readonly classPath: readonly string[]
  readonly mainClass: string
  readonly args: readonly string[]
  /** Where it runs, where its home is and what it prints goes to. */
  readonly directory: string
}

const running = new Set<JavaProcess>()

/** A Java program. */
export class JavaProcess {
  readonly name: string
  readonly child: ChildProcessWithoutNullStreams
  private readonly log: string
  private exitCode: number | null
  private readonly exited: Promise<void>

  constructor(name: string, options: JavaOptions) {
    const { directory } = options
    this.name = name
    this.log = path.join(directory, `${name}.log`)
    this.exitCode = null
    const flags = [
      '-Xms128m', '-Xmx512m', '-XX:MaxDirectMemorySize=256m',
      `-Duser.home=${directory}`, `-Drocketmq.home.dir=${directory}`, '-Drocketmq.client.logUseSlf4j=false',
    ]
    const args = [...flags, '-cp', options.classPath.join(path.delimiter), options.mainClass, ...options.args]
    this.child = spawn(javaProgram('java'), args, { cwd: directory, env: { ...process.env, ROCKETMQ_HOME: directory } })
    const log = createWriteStream(this.log)
    this.child.stderr.pipe(log, { end: false })
    this.child.stdout.on('data', (bytes: Buffer) => log.write(bytes))
    running.add(this)
    this.exited = new Promise((resolve) => {
      this.child.on('error', () => resolve())
      this.child.on('exit', (code) => {
        this.exitCode = code ?? 1
        running.delete(this)
        resolve()
      })
    })
  }

  /** @throws Error when it ends before it listens on this port, or doesn't in time */
  async listening(port: number, millis = 60_000): Promise<void> {
    for (const end = Date.now() + millis; Date.now() < end; await pause(200)) {
      if (this.exitCode !== null) throw new Error(`${this.name} has ended with ${this.exitCode}\n${this.printed()}`)
      if (await isOpen(port)) return
    }
    throw new Error(`${this.name} does not listen on port ${port}\n${this.printed()}`)
  }

  /** Asks it to end properly, and waits until it has. @throws Error when it doesn't */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM')
    await Promise.race([this.exited, pause(STOP_MILLIS)])
    if (running.has(this)) throw new Error(`${this.name} does not end\n${this.printed()}`)
  }

  printed(): string {
    return existsSync(this.log) ? readFileSync(this.log, 'utf8').slice(-4000) : ''
  }
}

/** Ends everything that is still there, without asking. */
export function killAll(): void {
  for (const { child } of running) child.kill('SIGKILL')
}

export function javaProgram(name: string): string {
  const home = process.env['JAVA_HOME']
  return home === undefined ? name : path.join(home, 'bin', name)
}

export function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis))
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1' })
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

/** A port with this many free ones below it and one above, which a broker wants too. */
export async function freePort(below = 0, above = 0): Promise<number> {
  for (;;) {
    const port = await anyPort()
    const wanted = Array.from({ length: below + above + 1 }, (_, index) => port - below + index)
    const free = await Promise.all(wanted.map((each) => canListen(each)))
    if (free.every((isFree) => isFree)) return port
  }
}

function anyPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.on('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
