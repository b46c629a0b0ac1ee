import { COPIES } from './prelude/copies'
import { ENTRY } from './prelude/entry'
import { PRICES } from './prelude/prices'
import { PROBES } from './prelude/probes'
import { ROCKETMQ } from './prelude/rocketmq'
import { STEPS } from './prelude/steps'
import { WORLD } from './prelude/world'

/**
 * What runs in the sandbox before the reader's code: what 'rocketmq' exports, the probes, and the way in and out. It is text,
 * because it is never run on this side. Everything that comes from outside is in `host`, and nothing else gets in.
 *
 * The reader's code can spoil the built-in objects for itself. That is its own affair: whatever comes out is checked on the
 * other side, the count of steps is in variables that can't be reached, and what looks at values to record them uses copies that
 * were made before.
 */
export const PRELUDE = [
  '(function (host, limits) {', "'use strict'", COPIES, STEPS, PRICES, WORLD, PROBES, ROCKETMQ, ENTRY, '})',
].join('\n')
