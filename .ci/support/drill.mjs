import { commandLine, refuse } from '../../engine/adapters/cli/commandLine.mjs'
import { drillCommand } from '../../tests/fuzz/drillCommand.mjs'
import { bundleForNode } from './bundle.mjs'
import { run } from './command.mjs'

/**
 * Bundles a drill's program and runs it with our arguments, such as `--seeds 1..2000`. With `--mutants` plants faults instead, all
 * or those whose names follow, and shows which seeds find them. Ends the process.
 * @param {string} name of the program in tests/fuzz, and of the command
 * @param {string[]} which options that tell the search for planted faults which drill it is
 */
export async function drill(name, which = []) {
  const command = drillCommand(name)
  const { values, positionals } = commandLine(command)
  if (values.mutants) process.exit(await run(process.execPath, ['tests/fuzz/mutants/findAll.mjs', ...which, ...positionals]))
  if (positionals.length > 0) refuse(`unexpected "${positionals[0]}"`, command.usage)
  const program = await bundleForNode(`tests/fuzz/${name}.ts`, { name })
  process.exit(await run(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)]))
}
