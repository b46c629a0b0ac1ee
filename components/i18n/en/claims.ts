/** The words of the page that lists every claim of the course. */
export const claimsEn = {
  title: 'Every claim, and its run',
  description: 'All that the course claims about RocketMQ, claim by claim: where it is taught, in which run it can be seen, and whether that run bears it out.',
  intro: 'What this course teaches, claim by claim. A claim that only stands in a text isn’t taught: behind each there is a sentence about a run, and a function that holds the sentence against that run. The results below are those of the build; you can have them again, here in your own tab.',
  check: 'Run them all here',
  cancel: 'Cancel',
  checking: 'Running, lesson {done} of {of} …',
  checked: '{n} of {of} sentences hold in the runs that have just been made.',
  failed: 'A run could not be made. Try again.',
  number: 'No.',
  claim: 'Claim',
  shown: 'Shown by',
  result: 'Result',
  none: 'no lesson yet',
  holds: 'holds',
  fails: 'does not hold',
  unchecked: 'not checked yet',
  question: 'a question: your run answers it',
  challenge: 'a challenge: checked by running it',
  exercise: 'an exercise: your code is run',
  here: '(here)',
}

export type ClaimsTexts = typeof claimsEn
