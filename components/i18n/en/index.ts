import { counted } from './counted'
import { challengeEn } from './challenge'
import { claimsEn } from './claims'
import { drillEn } from './drill'
import { frameEn } from './frame'
import { stepperEn } from './stepper'
import { storeEn } from './store'
import { tablesEn } from './tables'

/** Every text of the interface, in English. `zh.ts` has the same keys; `{name}` is a place that `fill` fills. */
export const en = {
  site: {
    name: 'RocketScope',
    tagline: 'A whole RocketMQ cluster, running in this tab',
    description:
      'A whole Apache RocketMQ 5.3.2 cluster runs in the browser tab. Stop it at any statement, step back, break it, '
      + 'and read the very code that is running.',
    skip: 'Skip to the content',
    home: 'Home',
    language: 'Language',
    otherLanguage: '中文',
    thisLanguage: 'EN',
    theme: 'Colours',
    themeAuto: 'Colours: as the system has them',
    themeLight: 'Colours: light',
    themeDark: 'Colours: dark',
    help: 'Keys and help',
    runs: 'Runs to open',
    runsDescription: 'Whole clusters to which something happens, each to be stepped through, broken further and linked to: brokers and consumers that die, slow consumers, dead letters, order, broadcast, resets.',
    runsIntro: 'Each of these is a whole cluster to which something happens. Open one, step through it, break it further, and send the link to a colleague. What a page says of its run is checked against it.',
    fidelity: 'What is true to the original',
    fidelityDescription: 'What this engine does exactly as Apache RocketMQ 5.3.2 does, what it does in another way, and what it leaves out.',
    part: 'Part {n}',
    notFoundTitle: 'There is nothing here',
    notFoundText: 'No page has this address. The first lesson is a good place to go instead.',
  },
  home: {
    sentence:
      'Here is a whole RocketMQ cluster, running in this tab: stop it at any statement, step back, break it, and read the very code that is running.',
    trademark: 'Apache RocketMQ is a trademark of the Apache Software Foundation. This site is not affiliated with it.',
    facts: [
      {
        title: 'The source is the course',
        text: 'A lesson holds no pasted code. It shows the file that is running, at the line that runs next, and a link leads to the lines of RocketMQ 5.3.2 that do the same.',
      },
      {
        title: 'Every moment can be had again',
        text: 'A run depends on a scenario, a seed and what you did to it, and on nothing else. So it can be stepped backwards, and a moment fits into a link.',
      },
      {
        title: 'The bytes are real',
        text: 'Nodes talk in RocketMQ’s own frames and keep RocketMQ’s own files. Open any frame on the wire and read it, field beside byte.',
      },
    ],
    title: 'What one line of send sets in motion',
    enter: 'Step through the send call',
    clusterStatic: 'Drawing of the cluster. The running one takes its place in a moment.',
    rooms: {
      source: 'Every file of the engine as a page: symbols linked, notes on why, and the lines of the original beside it.',
      cluster: 'A broker in real time, on a disk that stays. Close the tab, and its power is cut; come back, and see what “acknowledged” was worth.',
      reference: 'Words, defaults, codes, versions, and what a producer gets instead of SEND_OK, each with a run in which it happens.',
      runs: 'Whole clusters to which one thing happens: brokers and consumers that die, dead letters, errors of all kinds.',
    },
    principles: 'How it works',
  },
  lesson: {
    wholeLesson: '“{name}”: the whole lesson on RocketScope',
    steps: 'Steps of the lesson',
    step: 'step {n} of {count}',
    previous: 'Previous step',
    next: 'Next step',
    goTo: 'Go to step {n}: {title}',
    takeRunTo: 'Take the run to step {n}',
    backToStep: 'Back to step {n}',
    untrue: 'Of the run on this page this is not true: it differs from the run that the text is about.',
    untrueMark: ' not in this run',
    showOwnRun: 'Show the lesson’s own run',
    noAnswer: 'The run on this page gives no answer.',
    happens: 'In this run: {what}',
    notReached: 'This run never gets here.',
    predict: 'What do you think happens?',
    reveal: 'Run it and see',
    revealAgain: 'Run it once more',
    skip: 'Skip',
    yourGuess: 'You guessed: {guess}',
    right: 'That is what happens.',
    wrong: 'That is not what happens.',
    tryIt: 'Something to do',
    read: 'Read',
    source: 'Source',
    picture: 'Picture',
    panes: 'What is shown',
    resizeProse: 'Width of the lesson’s text',
    resizePicture: 'Width of the picture',
  },
  source: {
    label: 'Source of the engine',
    files: 'Files on the call stack',
    runTo: 'run to line {n}',
    marks: { now: 'about to run', waits: 'waits for the call that it made', calls: 'an outer call waits here', looked: 'what you look at' },
    hits: counted`has run{n, plural, one {} other { # times}}`,
    notes: 'Notes',
    showNotes: 'Show notes',
    mustHold: 'must hold',
    hideNotes: 'Hide notes',
    note: 'Note on line {n}',
    counterpart: 'RocketMQ 5.3.2',
    noCounterpart: 'A class of our own: RocketMQ has no counterpart to it',
    loading: 'Fetching the source …',
    failed: 'The source of this file could not be fetched.',
    retry: 'Try again',
    waiting: 'The cluster is starting. The source of the statement that is about to run appears here.',
    lines: counted`{file}, {n, plural, one {# line} other {# lines}}`,
    jumpFrom: 'from line {n}',
    valueOf: 'Value',
    looking: 'looking …',
    openPage: 'Open this file’s page',
    openFile: 'Open a file of the engine',
    fileName: 'Part of a name or a path',
    filesFound: counted`{n, plural, =0 {no file has this in its path} one {# file} other {# files}}`,
    passed: { passed: 'the run has been there', later: 'the run comes there later' },
    back: 'back',
    backLong: 'Back to where you looked before',
  },
  stepper: stepperEn,
  store: storeEn,
  drill: drillEn,
  tables: tablesEn,
  frame: frameEn,
  challenge: challengeEn,
  claims: claimsEn,
}

export type Dictionary = typeof en
