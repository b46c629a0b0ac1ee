import { counted } from './counted'

/** The texts of the reference, which only its own pages have. */
export const referenceEn = {
  name: 'Reference',
  description: 'Apache RocketMQ 5.3.2 looked up: words, defaults, request and response codes, exceptions with a run that causes each, and what changed between versions.',
  lead: 'To look something up. What stands here about the engine is read off the engine itself when the site is built, and every exception has a run that causes it.',
  taught: 'Where it is taught',
  questions: 'Questions that people ask',
  glossary: {
    name: 'Glossary',
    description: 'The words of RocketMQ, each in a sentence or two, with the place in the course where it is taught.',
    lead: 'The words of the course, in the order in which a message meets them.',
    other: 'in Chinese',
  },
  defaults: {
    name: 'Defaults',
    description: 'The settings of RocketMQ clients, name servers, brokers and stores that people look for, with their values in 5.3.2 and where they are used.',
    lead: 'The settings that people look for. Each value is that of a new object of the engine’s class, which has RocketMQ 5.3.2’s own defaults; where something is used is found in the source.',
    usedIn: 'used in',
    onlyKept: 'kept, not read by this engine',
    empty: 'empty',
  },
  codes: {
    name: 'Request and response codes',
    description: 'What the numbers on the wire mean: the request and response codes of RocketMQ 5.3.2, and which process answers or gives each.',
    lead: 'The numbers that travel in the header of a frame. Which class answers a request is read off the processors.',
    requests: 'Requests',
    responses: 'Responses',
    answeredBy: 'answered by',
    givenBy: 'given by',
    processes: { namesrv: 'name server', broker: 'broker', client: 'client' },
    unanswered: counted`{n, plural, one {# more is} other {# more are}} defined in 5.3.2 and answered by no process of this engine`,
    ungiven: counted`{n, plural, one {# more is} other {# more are}} defined in 5.3.2 and given by no process of this engine`,
  },
  exceptions: {
    name: 'Exceptions',
    description: 'What a RocketMQ producer gets instead of SEND_OK: exceptions and statuses, with causes, remedies, and a run in which each of them happens.',
    lead: 'What a producer’s application gets instead of SEND_OK. Each has a run that causes it: open it, stop where it is thrown, and look at what led there.',
    thrown: 'What the caller sees',
    causes: 'Why',
    remedy: 'What to do',
    run: 'See it happen',
  },
  versions: {
    name: 'Versions',
    description: 'What changed on the send path of RocketMQ from 4.0.0 over 4.5.1 to 5.3.2: time budget, retries, asynchronous sends, locks, threads.',
    lead: 'What changed on the way of a message, in the three editions that are most read about: the first at Apache, the one that most books describe, and the one that runs here. Each version’s name leads to the file in which it can be checked.',
    what: 'What',
    since: 'since {version}',
  },
}

export type ReferenceTexts = typeof referenceEn
