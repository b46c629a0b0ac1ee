import { counted } from './counted'

/** The words of the pages on drills. `{…}` are places for values. */
export const drillEn = {
  seed: 'Seed',
  run: 'Run it',
  next: 'The next seed',
  mistake: 'A seed is a whole number from 0 to {largest, number}.',
  waiting: 'The drill is being run…',
  kept: counted`Seed {seed}: {n, plural, one {# operation} other {# operations}}, and every promise was kept.`,
  ended: 'Seed {seed}: the drill ended early, and was not judged.',
  broken: 'Seed {seed}: a promise is broken at operation {n}. {detail}',
  see: 'Go there',
}
