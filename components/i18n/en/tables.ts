import { counted } from './counted'
import type { Words } from './strategy'

/** The tables of name servers and what clients make of them; how messages are spread over brokers; test cases. */
export const tablesEn = {
  label: 'The tables of the name servers, and the routes that clients have',
  down: 'Not running: it knows nothing.',
  empty: 'empty',
  live: 'broker → when it was last heard of',
  addresses: 'group → id: address',
  clusters: 'cluster → groups',
  topics: 'topic → queues on each broker',
  filters: 'filter servers, an old feature',
  system: counted`{n, plural, one {# topic} other {# topics}} of the brokers themselves`,
  heard: '{time} s ago, of 120 s',
  queues: counted`{broker}: {n, plural, one {# queue} other {# queues}} {perm}`,
  fresh: 'just now',
  lock: 'Lock on the tables:',
  free: 'free',
  reading: counted`{n, plural, one {# thread reads} other {# threads read}}`,
  writing: 'one thread writes',
  waitsToRead: '{thread} waits to read',
  waitsToWrite: '{thread} waits to write',
  routes: 'What clients believe',
  noRoutes: 'No client has asked yet.',
  since: 'since {time} s',
  gone: '{name}, no longer in any table',
  spread: {
    caption: 'Messages stored up to here',
    topic: 'topic',
    none: 'none yet',
  },
  testCase: {
    original: 'the original',
    outcome: 'In this run:',
    passes: 'passes',
    fails: 'does not hold',
    open: 'Step into it',
    waiting: 'The run is on its way …',
  },
}

export type TablesTexts = Words<typeof tablesEn>
