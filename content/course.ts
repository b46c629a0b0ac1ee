/** The parts of the course, in the order in which they are read. What stands in each of them follows from the lessons. */
export const PARTS = [
  { part: 0, texts: { en: { name: 'Orientation', question: 'Who is there, and who talks to whom?' }, zh: { name: '认路', question: '有哪些角色，谁和谁说话？' } } },
  { part: 1, texts: { en: { name: 'The name server', question: 'How does anybody find a broker?' }, zh: { name: 'NameServer', question: '大家怎样找到 Broker？' } } },
  { part: 2, texts: { en: { name: 'Starting a producer', question: 'What has to be there before the first send?' }, zh: { name: '启动生产者', question: '第一次发送之前，必须先有什么？' } } },
  { part: 3, texts: { en: { name: 'The send call', question: 'What does one line of send set in motion?' }, zh: { name: '发送', question: '一行 send，背后发生了什么？' } } },
  { part: 4, texts: { en: { name: 'Choosing a queue', question: 'Which of many queues, and who decides?' }, zh: { name: '选队列', question: '这么多队列，选哪个，谁来定？' } } },
  { part: 5, texts: { en: { name: 'The store', question: 'Where is a message kept, and when is it safe?' }, zh: { name: '存储', question: '消息放在哪里，什么时候才算安全？' } } },
  { part: 6, texts: { en: { name: 'Consumers', question: 'How does a message get to your listener?' }, zh: { name: '消费者', question: '消息怎样来到你的监听器？' } } },
  { part: 7, texts: { en: { name: 'Kinds of messages', question: 'In order, later, or only if: how?' }, zh: { name: '消息的种类', question: '有序、延迟、视情况而定，怎么做到？' } } },
] as const
