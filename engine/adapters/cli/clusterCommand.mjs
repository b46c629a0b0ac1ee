/** The arguments of `npm run cluster`, for what bundles it and for what runs. @type {import('./commandLine.mjs').Command} */
export const CLUSTER_COMMAND = {
  usage: 'usage: npm run -s cluster -- FILE.json --out DIR [--seed N] [--strategy FILE.ts] [--trace]',
  options: {
    out: { type: 'string' },
    seed: { type: 'string' },
    strategy: { type: 'string' },
    trace: { type: 'boolean' },
  },
  positionals: 1,
}
