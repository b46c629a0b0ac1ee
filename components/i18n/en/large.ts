import { counted } from './counted'

/** The words of the page on large clusters. `{…}` are places for values; see `fill`. */
export const largeEn = {
  name: 'A large cluster',
  description: 'How large may a cluster in a tab be? Choose brokers, queues, clients, messages and faults, and see how long the whole of it takes and what it keeps in memory.',
  title: 'How large may it be?',
  lead: 'The lessons’ clusters are small, so that you can follow each statement. This one is as large as you like: every broker, every client and every frame is there as in the lessons, and nothing is recorded.',
  size: 'What runs',
  fields: { brokers: 'Brokers', queues: 'Queues on each', producers: 'Producers', consumers: 'Consumers of one group', messages: 'Messages', faults: 'Faults' },
  range: '{from, number} to {to, number}',
  faultsRange: '{from, number} to {to, number}; a broker stands still for 2 ms, one after the other',
  presets: 'Sizes to begin with',
  preset: { small: 'As in a lesson', middle: 'Ten brokers', large: 'A million messages' },
  run: 'Run',
  stop: 'Stop',
  progress: 'Sent and consumed',
  of: counted`{done, number} of {n, plural, one {# message} other {# messages}}`,
  figures: {
    acknowledged: 'acknowledged',
    consumed: 'consumed',
    duplicates: 'consumed more than once',
    failed: 'sends that failed',
    rate: 'messages a second',
    here: 'time that has passed here',
    there: 'time in the cluster, from its start',
    disk: 'files of all brokers, in memory',
    threads: 'threads',
  },
  seconds: '{n} s',
  memoryNote: 'Besides its files a broker keeps at most 64 MiB of pages that it has read or written, and the run a number for each message, to find those that are consumed twice. The rest does not grow with the number of messages.',
  running: 'The cluster runs.',
  over: counted`The cluster has sent and consumed {n, plural, one {# message} other {# messages}} in {seconds} s.`,
  stopped: 'Stopped.',
  failed: 'The run has ended: {message} If the tab has run out of memory, choose fewer messages or brokers.',
  unknown: 'the browser does not say why.',
  table: 'Your runs so far',
  tableNote: 'What would you expect when you double one number? Change one at a time, and compare.',
  time: 'seconds',
  none: 'No run has come to its end yet.',
}

export type LargeTexts = typeof largeEn
