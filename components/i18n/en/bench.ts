import { counted } from './counted'
import type { StrategyTexts, Words } from './strategy'

/** The words for the two other kinds of code that readers may write. */
export const benchEn = {
  allocation: {
    name: 'Share the queues yourself',
    description: 'Write an AllocateMessageQueueStrategy for RocketMQ in the page, and see who gets which queue, and what moves when one comes or goes.',
    question: 'How does each member of a group find out alone which queues are its own?',
    built: {
      averagely: 'averagely',
      circle: 'by circle',
      'consistent-hash': 'consistent hash',
      'machine-room': 'by machine room',
      'machine-room-nearby': 'machine room nearby',
    },
    load: {
      title: 'Group',
      summary: counted`{brokers, plural, one {# broker} other {# brokers}} × {queues, plural, one {# queue} other {# queues}}, {consumers, plural, one {# member} other {# members}}; {change}`,
      brokers: 'brokers',
      queues: 'queues on each',
      consumers: 'members',
      slider: '{name}, as a slider',
      most: '{from} to {to}; 64 queues in all',
      range: '{from} to {to}',
      change: 'what changes',
      which: 'the member',
      changes: {
        nothing: 'nothing', leaves: 'a member leaves', joins: 'a member joins', 'queues-added': 'queues are added',
        'old-list': 'a member sees an old list',
      },
      means: {
        nothing: 'every member computes its part once more',
        leaves: 'the others compute theirs anew',
        joins: 'one more, behind the others',
        'queues-added': 'half as many more on each broker',
        'old-list': 'one more joins, and this one has not heard of it',
      },
    },
    numbers: {
      moved: 'queues moved',
      of: '{n} of {all}',
      least: 'fewest – most, before the change',
      leastAfter: 'the same after it',
      idle: 'members without a queue',
      shared: 'queues with two owners',
      orphaned: 'queues without owner',
      steps: 'steps a call, at most',
      change: '{before} → {after}',
    },
    matrix: {
      title: 'Who has which queue',
      label: '{name}: who has which queue, before and after the change',
      queue: 'queue',
      owners: 'owners after',
      total: 'queues, before → after',
      keeps: 'keeps it',
      gains: 'gets it',
      loses: 'gives it up',
      legend: '■ keeps it, + gets it, − gives it up. ⚠ marks a queue that nobody has, or that two have.',
      absent: '{member}, who is not there after the change',
      fresh: '{member}, who is not there before the change',
    },
    moves: {
      title: 'What moves',
      none: 'No queue moves.',
      one: '{queue}: {from} → {to}',
      nobody: 'nobody',
      more: counted`and {n, plural, one {# more} other {# more}}`,
    },
    said: counted`{name}: {moved, plural, one {# queue moves} other {# queues move}}, members have from {least, number} to {most, number}, {idle, number} have none; {shared, number} with two owners, {orphaned, number} with none.`,
    over: {
      code: { label: 'Ways to share queues' },
      results: { before: 'compared', after: 'shown' },
      mistakes: {
        title: 'What went wrong',
        times: counted`in {n, plural, one {# member} other {# members}}`,
        kinds: {
          threw: 'allocate threw {message}. As in RocketMQ, the member keeps what it has.',
          budget: 'allocate did not come to an end within its steps. An endless loop, most likely.',
          memory: 'allocate asked for more memory than it may have.',
          stack: 'allocate calls itself too deeply.',
          'not-a-queue': 'allocate must return queues of the list it was given, and this is none: {message}',
          'foreign-queue': 'allocate returned a queue that is not in the list: {message}',
          'not-a-list': 'allocate must return an array of queues, and this is none: {message}',
          'no-class': 'The default export must be a class with a method allocate, and is {message}.',
        },
      },
      exercises: {
        notYours: 'Choose your own code to check it.',
        counterexample: 'Show the smallest group that shows why',
        smallest: counted`{brokers, plural, one {# broker} other {# brokers}} × {queues, plural, one {# queue} other {# queues}}, {consumers, plural, one {# member} other {# members}}`,
      },
    },
  },
  listener: {
    name: 'Consume it yourself',
    description: 'Write a message listener for RocketMQ in the page: what it returns, throws and sleeps decides what a running cluster delivers again.',
    question: 'What does it take to consume a message exactly as often as it counts?',
    built: { trusting: 'trusting', idempotent: 'idempotent', 'slow-bank': 'slow bank', 'in-order': 'in order' },
    load: {
      title: 'Load',
      summary: counted`{messages, plural, one {# order} other {# orders}}, {queues, plural, one {# queue} other {# queues}}, {consumers, plural, one {# consumer} other {# consumers}} × {threads, plural, one {# thread} other {# threads}}; {middle}`,
      fields: {
        messages: 'orders', queues: 'queues', consumers: 'consumers', threads: 'threads each', bad: 'no JSON: every', slow: 'slow bank: every',
        maxReconsumeTimes: 'tries again, at most',
      },
      notes: {
        messages: '', queues: '', consumers: '', threads: '', bad: 'n-th order; 0: none', slow: 'n-th order, 3 s; 0: none',
        maxReconsumeTimes: 'then a dead letter',
      },
      range: '{from} to {to}',
      middle: 'half-way',
      middles: { nothing: 'nothing happens', 'consumer-dies': 'a consumer is killed', 'consumer-joins': 'a consumer joins' },
      seed: 'seed',
      anotherSeed: 'Another seed',
    },
    numbers: {
      consumed: 'orders consumed',
      of: '{n} of {all}',
      calls: 'calls of the listener',
      again: 'tried again',
      dead: 'dead letters',
      twice: 'consumed more than once',
      billed: 'orders billed',
      billedTwice: 'billed more than once',
      median: 'half billed within',
      took: 'all settled after',
      unsettled: 'not settled in time',
      steps: 'steps a call',
    },
    lag: {
      title: 'Orders that wait',
      label: counted`{name}: {most, plural, one {# order waits} other {# orders wait}} at most; the last is settled {seconds} s after the first was sent`,
      axis: 's after the first order',
    },
    calls: {
      label: 'Calls of {name}',
      order: 'order',
      consumer: 'consumer',
      queue: 'queue',
      tries: 'try',
      at: 'at s',
      took: 'ms',
      outcome: 'came to',
      going: 'not ended',
      which: 'Calls of',
      onlyFailed: 'only those that did not succeed ({n})',
      none: 'There are none.',
      cut: counted`The first {n, number} of {all, number} are shown.`,
    },
    said: counted`{name}: {consumed, number} of {all, plural, one {# order} other {# orders}} consumed, {again, number} tries again, {dead, number} dead letters, {twice, number} consumed more than once, {billedTwice, number} billed more than once.`,
    over: {
      code: {
        label: 'Listeners',
        readOnly: 'One of the page’s own listeners, as it runs. Start from it to change it.',
      },
      results: { before: 'compared', after: 'shown' },
      mistakes: {
        title: 'What went wrong',
        kinds: {
          threw: 'consumeMessage threw {message}. As in RocketMQ, that counts as RECONSUME_LATER, in order as SUSPEND_CURRENT_QUEUE_A_MOMENT.',
          budget: 'consumeMessage did not come to an end within its steps. An endless loop, most likely.',
          memory: 'consumeMessage asked for more memory than it may have.',
          stack: 'consumeMessage calls itself too deeply.',
          'not-a-status': 'consumeMessage must return a status or null, and this is neither: {message}. It counts as null.',
          'no-class': 'The default export must be a class that extends MessageListenerConcurrently or MessageListenerOrderly and has consumeMessage: {message}',
        },
      },
      exercises: {
        notYours: 'Choose your own code to check it.',
        counterexample: 'Show the smallest run that shows why',
        smallest: counted`{messages, plural, one {# order} other {# orders}}, {queues, plural, one {# queue} other {# queues}}, call {call}`,
      },
    },
  },
}

export type BenchTexts = Words<typeof benchEn>

/** The words of the page, as they are for one kind of code. */
export function strategyTextsFor(kind: 'allocation' | 'listener', texts: StrategyTexts, bench: BenchTexts): StrategyTexts {
  const { name, description, built, over } = bench[kind]
  const { code, results, mistakes, exercises } = over
  return {
    ...texts,
    name,
    description,
    built: { ...texts.built, ...built },
    code: { ...texts.code, ...code },
    results: { ...texts.results, ...results },
    mistakes: { ...texts.mistakes, ...mistakes, kinds: { ...texts.mistakes.kinds, ...mistakes.kinds } },
    exercises: { ...texts.exercises, ...exercises },
  }
}

