import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on drills; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 5,
  position: 3,
  picture: 'store',
  texts: {
    en: {
      name: 'The drill',
      description: 'A message store is put through its paces: random messages, crashes and power cuts from one seed, checked against a model, step by step.',
      question: 'How does one know that a store keeps its promises?',
    },
    zh: {
      name: '故障演练',
      description: '一个消息存储经受考验：由一个种子得出随机的消息、崩溃与断电，逐步与模型对照。',
      question: '怎样知道一个存储信守承诺？',
    },
  },
  teaches: {},
  scenario: 'store-drill',
  steps: [
    { id: 'drill', anchor: 'cluster/drill/StoreDrillNode#main' },
    { id: 'operation', anchor: 'cluster/drill/StoreDrill#put' },
    { id: 'power-cut', anchor: 'cluster/drill/StoreDrill#cutPower' },
    { id: 'recovery', anchor: 'store/commitlog/CommitLogRecovery#recoverAbnormally' },
    { id: 'check', anchor: 'cluster/drill/StoreDrill#check@checkPromises(store~2' },
    { id: 'end', anchor: 'cluster/drill/StoreDrillNode#end' },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'cluster/drill/StoreDrillNode', 'cluster/drill/StoreDrill', 'cluster/drill/DrillModel', 'store/commitlog/CommitLogRecovery',
  ],
  /** Other places that the text leads to. */
  places: {
    answered: 'cluster/drill/DrillModel#answered',
    lost: 'cluster/drill/StoreDrill#cutPower@const missed',
  },
} as const satisfies LessonSource
