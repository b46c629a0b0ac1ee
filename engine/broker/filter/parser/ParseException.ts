import type { Token } from './SelectorTokens'

/** Words that do not follow each other in this way. Original: org.apache.rocketmq.filter.parser.ParseException. */
export class ParseException extends Error {
  constructor({ image }: Token) {
    super(image === '' ? 'it ends too early' : `"${image}" is unexpected`)
    this.name = 'ParseException'
  }
}
