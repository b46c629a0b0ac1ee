/**
 * A power cut has torn a record in its topic, which no checksum covers unless the configuration wants it. As in the
 * original, the message goes to a queue of another topic, so there is nothing more to compare.
 */
export class TornTopicError extends Error {
  readonly topic: string

  constructor(topic: string) {
    super(`a topic is torn: ${topic}`)
    this.name = 'TornTopicError'
    this.topic = topic
  }
}
