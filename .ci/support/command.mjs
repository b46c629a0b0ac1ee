import { spawn } from 'node:child_process'
import path from 'node:path'

/** The root of the checkout. */
export const root = path.resolve(import.meta.dirname, '../..')

/** A program that an installed package brings along. */
export function binary(name) {
  const suffix = process.platform === 'win32' ? '.cmd' : ''
  return path.join(root, 'node_modules', '.bin', name + suffix)
}

/**
 * Runs a command in the root folder, its output going where ours goes.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, quiet?: boolean }} [options]
 * @returns {Promise<number>} its exit code; 127 when it could not be started
 */
export function run(command, args, options = {}) {
  return start(command, args, options).exit
}

/** Like {@link run}, for a command that is to be stopped some day. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: options.quiet ? 'ignore' : 'inherit',
    env: { ...process.env, ...options.env },
    shell: process.platform === 'win32',
  })
  const exit = new Promise((resolve) => {
    child.on('error', () => resolve(127))
    child.on('exit', (code) => resolve(code ?? 1))
  })
  return { child, exit }
}

/** Runs a command and returns what it prints. @returns {Promise<{ code: number, stdout: string }>} */
export function capture(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' })
    const pieces = []
    child.stdout.on('data', (piece) => pieces.push(piece))
    child.on('error', () => resolve({ code: 127, stdout: '' }))
    child.on('close', (code) => resolve({ code: code ?? 1, stdout: Buffer.concat(pieces).toString('utf8') }))
  })
}

/** Says what is wrong and ends the program. @returns {never} */
export function fail(message) {
  console.error(message)
  process.exit(1)
}
