import type { ReferenceTexts } from '../en/reference'
import { counted } from './counted'

export const referenceZh: ReferenceTexts = {
  name: '参考',
  description: 'Apache RocketMQ 5.3.2 速查：术语、默认值、请求码与响应码、异常（每个都有一次引发它的运行），以及版本之间的变化。',
  lead: '用来查的。凡是说到引擎的，都在构建网站时直接从引擎读出；每个异常都有一次引发它的运行。',
  taught: '在哪里讲到',
  questions: '大家常问的问题',
  glossary: {
    name: '术语表',
    description: 'RocketMQ 的术语，每个一两句话，并指向课程里讲到它的地方。',
    lead: '课程里的术语，按一条消息遇到它们的先后排列。',
    other: '英文',
  },
  defaults: {
    name: '默认值',
    description: 'RocketMQ 客户端、NameServer、Broker 与存储的常查设置：5.3.2 中的默认值，以及用在哪里。',
    lead: '大家常查的设置。每个值都取自引擎里那个类的一个新对象，它的默认值就是 RocketMQ 5.3.2 的；用在哪里，则是从源码里找出来的。',
    usedIn: '用在',
    onlyKept: '只是留着，这个引擎没有读它',
    empty: '空',
  },
  codes: {
    name: '请求码与响应码',
    description: '线路上的数字各是什么意思：RocketMQ 5.3.2 的请求码与响应码，以及由哪个进程回答或给出。',
    lead: '帧的头部里传输的数字。哪个类回答哪种请求，是从各个处理器的源码里读出来的。',
    requests: '请求',
    responses: '响应',
    answeredBy: '由谁回答',
    givenBy: '由谁给出',
    processes: { namesrv: 'NameServer', broker: 'Broker', client: '客户端' },
    unanswered: counted`5.3.2 里还定义了 {n, plural, other {# 个}}，这个引擎没有进程回答它们`,
    ungiven: counted`5.3.2 里还定义了 {n, plural, other {# 个}}，这个引擎没有进程给出它们`,
  },
  exceptions: {
    name: '异常',
    description: 'RocketMQ 生产者没有得到 SEND_OK 时会得到什么：各种异常与状态，原因、对策，以及它真实发生的一次运行。',
    lead: '生产者没有得到 SEND_OK 时，会得到什么。每一个都有一次引发它的运行：打开它，停在抛出的地方，看看是怎么走到那一步的。',
    thrown: '调用方看到的',
    causes: '原因',
    remedy: '怎么办',
    run: '看它发生',
  },
  versions: {
    name: '版本',
    description: 'RocketMQ 的发送路径从 4.0.0 经 4.5.1 到 5.3.2 的变化：时间预算、重试、异步发送、锁与线程。',
    lead: '一条消息走的路上有哪些变化，比的是三个最常被读到的版本：Apache 的第一版，多数书讲的那一版，以及这里运行的这一版。点版本号可以打开相应的源文件核对。',
    what: '内容',
    since: '自 {version} 起',
  },
}
