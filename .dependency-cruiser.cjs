/**
 * The rooms of ARCHITECTURE.md and who may enter them. `tests/architecture` plants one violation per rule.
 */

/** The types of the events: plain data, without an import of its own, so that every room can say what it emits. */
const EVENTS = '^engine/trace/events[.]ts$'

/** What the pages on patterns have run: it is written with the parts of the engine, and bundled into a worker with it. */
const EXPERIMENTS = '^content/patterns/(checkPatterns[.]ts$|facade/makeMethods[.]mjs$|stage/|[^/]+/run/)'

/** Each room of the engine with the rooms that it may import; what those may import comes with them. */
const ROOMS = {
  kernel: [],
  trace: ['kernel'],
  ports: ['kernel', 'trace'],
  common: ['kernel'],
  remoting: ['ports', 'common', 'trace'],
  namesrv: ['remoting', 'common'],
  store: ['ports', 'common', 'trace'],
  broker: ['store', 'remoting'],
  client: ['remoting', 'common'],
  cluster: ['namesrv', 'broker', 'client', 'store', 'remoting', 'ports', 'common', 'trace', 'kernel'],
  worker: ['cluster', 'trace', 'adapters'],
}

/** The rooms that a room sees: itself, those of its line, and theirs. */
function visibleFrom(room, seen = new Set([room])) {
  for (const next of ROOMS[room] ?? []) {
    if (seen.has(next)) continue
    seen.add(next)
    visibleFrom(next, seen)
  }
  return [...seen]
}

const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown', 'core']

const rooms = Object.keys(ROOMS).map((room) => ({
  name: `room-${room}`,
  comment: `engine/${room} imports only ${visibleFrom(room).slice(1).join(', ') || 'itself'}`,
  severity: 'error',
  from: { path: `^engine/${room}/` },
  to: { path: '^engine/', pathNot: [`^engine/(${visibleFrom(room).join('|')})/`, EVENTS] },
}))

module.exports = {
  forbidden: [
    ...rooms,
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one thing, or one of them needs less.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'events-are-plain-data',
      comment: 'The kernel emits events too, so their types must not lead back to it.',
      severity: 'error',
      from: { path: EVENTS },
      to: {},
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'roles-do-not-know-each-other',
      comment: 'Name server, broker and client talk through bytes on a wire, never through imports.',
      severity: 'error',
      from: { path: '^engine/(namesrv|broker|client)/' },
      to: { path: '^engine/(namesrv|broker|client)/', pathNot: '^engine/$1/' },
    },
    {
      name: 'engine-is-a-leaf',
      comment: 'The engine knows nothing of the site around it.',
      severity: 'error',
      from: { path: '^engine/' },
      to: { path: '^(app|components|content|tests)/' },
    },
    {
      name: 'engine-has-no-packages',
      comment: 'Packages and the modules of Node belong into engine/adapters.',
      severity: 'error',
      from: { path: '^engine/', pathNot: '^engine/adapters/' },
      to: { dependencyTypes: NPM },
    },
    {
      name: 'adapters-stay-below-the-worker',
      severity: 'error',
      from: { path: '^engine/adapters/' },
      to: { path: '^engine/worker/' },
    },
    {
      name: 'front-door',
      comment: 'The site sees engine/index.ts, the messages of the worker and the table of probes; everything else only as types. '
        + 'The reference reads defaults and codes off the engine, while the site is built.',
      severity: 'error',
      // Programs for developers, and no part of the site; and what only runs while the site is built.
      from: {
        path: '^(app|components|content)/',
        pathNot: '^(content/(makeCounterparts[.]mjs|(ownRun|checkLessons|checkAllLessons|indexRuns)[.]ts)|components/reference/server/.*)$|' + EXPERIMENTS,
      },
      to: {
        path: '^engine/',
        pathNot: '^engine/(index[.]ts|worker/protocol[.]ts|adapters/instrumenter/site-table[.]mjs)$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'experiments-stay-in-their-worker',
      comment: 'Who imports an experiment brings the engine onto the page. The page knows its types.',
      severity: 'error',
      from: { path: '^(app|components)/' },
      to: { path: EXPERIMENTS, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'components-do-not-know-routes',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^app/' },
    },
    {
      name: 'logic-knows-no-views',
      comment: 'What can be tested without a page stands in logic/: plain TypeScript, without React and without styles.',
      severity: 'error',
      from: { path: '^components/[^/]+/logic/' },
      to: { path: '(^components/[^/]+/(views|styles)/|(^|/)node_modules/react(-dom)?/)' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)fixtures/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
