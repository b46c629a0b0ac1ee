import type { LessonSource } from '../../components/lesson/logic/LessonSource'

/** A lesson to begin with: copy the folder to `content/lessons/<slug>` and change everything. See content/README.md. */
export const lesson = {
  part: 3,
  // Its place within the part. No other lesson of the part has it.
  position: 99,
  texts: {
    en: {
      name: 'The first answer',
      description: 'How the answer to a request finds the thread that waits for it.',
      question: 'How does a thread get its own answer?',
    },
    zh: {
      name: '第一个回答',
      description: '一个请求的回答，怎样找到等它的线程。',
      question: '线程怎样得到属于自己的回答？',
    },
  },
  teaches: { '3.8': ['one-request', 'who-wakes', 'no-answer'] },
  scenario: 'send-call',
  steps: [
    { id: 'ask', anchor: 'remoting/netty/NettyRemotingAbstract#invokeSyncImpl', on: 'order-service' },
    { id: 'woken', anchor: 'remoting/netty/NettyRemotingAbstract#processResponseCommand', on: 'order-service' },
  ],
  focus: ['remoting/netty/NettyRemotingAbstract', 'remoting/netty/ResponseFuture'],
  places: { found: { anchor: 'remoting/netty/NettyRemotingAbstract#processResponseCommand', on: 'order-service' } },
} as const satisfies LessonSource
