import util from 'node:util'

/**
 * What a command takes besides `--help`.
 * @typedef {{
 *   usage: string,
 *   options?: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>,
 *   positionals?: number,
 * }} Command `positionals`: how many words without a dash it takes at most
 */

/** @typedef {{ values: Record<string, string | boolean | undefined>, positionals: string[] }} CommandLine */

/** A command line that means nothing; the message says what is wrong with it. */
export class UsageError extends Error {}

/**
 * Reads the words behind a command with Node's own parser, which is asked for tokens so that the complaints are ours.
 * @param {Command} command
 * @param {readonly string[]} words
 * @returns {CommandLine} `values.help` when help is wanted, whatever else is said
 * @throws UsageError
 */
export function parseCommandLine({ options = {}, positionals = 0 }, words) {
  const known = { ...options, help: { type: 'boolean', short: 'h' } }
  const read = util.parseArgs({ args: [...words], options: known, strict: false, tokens: true })
  if (read.values.help === true) return read
  for (const token of read.tokens) {
    if (token.kind !== 'option') continue
    const type = Object.hasOwn(known, token.name) ? known[token.name].type : null
    if (type === null || (type === 'boolean' && token.value !== undefined)) throw new UsageError(`unexpected "${token.rawName}"`)
    if (type === 'string' && lacksValue(token)) throw new UsageError(`${token.rawName} needs a value`)
  }
  if (read.positionals.length > positionals) throw new UsageError(`unexpected "${read.positionals[positionals]}"`)
  return read
}

/** `--out --trace`: the value has been forgotten. `--out=--trace` is meant. */
function lacksValue({ value, inlineValue }) {
  return value === undefined || value === '' || (inlineValue !== true && value.startsWith('-'))
}

/**
 * The arguments of this process. Ends it instead when help is wanted (0), or when they mean nothing (2).
 * @param {Command} command
 * @returns {CommandLine}
 */
export function commandLine(command) {
  try {
    const read = parseCommandLine(command, process.argv.slice(2))
    if (read.values.help !== true) return read
  } catch (error) {
    if (error instanceof UsageError) refuse(error.message, command.usage)
    throw error
  }
  console.log(command.usage)
  process.exit(0)
}

/**
 * Says what is wrong with the arguments, and what would be right, and ends the process.
 * @param {string} message
 * @param {string} usage
 * @returns {never}
 */
export function refuse(message, usage) {
  console.error(`${message}\n${usage}`)
  process.exit(2)
}
