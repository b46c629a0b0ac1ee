import { counted } from './counted'

/** The words around challenges, and around options of a run. */
export const challengeEn = {
  label: 'Challenge',
  check: 'Check it',
  checkNote: counted`Your run, as it is on the page, and the same under {n, plural, one {# more seed} other {# more seeds}}.`,
  checkAnswer: 'Check the answer',
  checking: 'Checking, run {done} of {of} …',
  cancel: 'Cancel',
  solved: counted`Solved: it holds in {n, plural, one {this run} other {all # runs}}.`,
  right: 'That is right.',
  unsolved: 'Not yet. Under seed {seed}:',
  notHere: 'Not yet.',
  noVerdict: 'this run does not get far enough to tell.',
  open: 'Open that run',
  hint: 'A hint',
  failed: 'The runs could not be made. Try again.',
  summary: 'In three sentences',
  variant: '{label}: {option}',
}

export type ChallengeTexts = typeof challengeEn
