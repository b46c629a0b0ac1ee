/**
 * The arguments of a command that drills: seeds, or with `--mutants` the names of planted faults.
 * @param {string} name as in `npm run <name>`
 * @returns {import('../../engine/adapters/cli/commandLine.mjs').Command}
 */
export function drillCommand(name) {
  return {
    usage: `usage: npm run ${name} -- --seeds A..B [--first]\n       npm run ${name} -- --mutants [NAME …]`,
    options: { seeds: { type: 'string' }, first: { type: 'boolean' }, mutants: { type: 'boolean' } },
    positionals: Infinity,
  }
}
