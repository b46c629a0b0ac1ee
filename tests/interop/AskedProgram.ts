import { createInterface } from 'node:readline'
import type { JavaOptions } from './JavaProcess'
import { JavaProcess } from './JavaProcess'

const ANSWER = 'answer '

/** A Java program of ours that is asked one line at a time, its words separated by tabs, and answers each with `answer JSON`. */
export class AskedProgram {
  readonly process: JavaProcess
  private readonly waiting: Array<(line: string) => void>

  constructor(name: string, options: JavaOptions) {
    this.process = new JavaProcess(name, options)
    this.waiting = []
    createInterface({ input: this.process.child.stdout }).on('line', (line) => {
      if (line.startsWith(ANSWER)) this.waiting.shift()?.(line.slice(ANSWER.length))
    })
    this.process.child.on('exit', () => this.waiting.splice(0).forEach((tell) => tell(`{"error":"${name} has ended"}`)))
  }

  /** @throws Error with what the program threw */
  async ask(...request: ReadonlyArray<string | number>): Promise<unknown> {
    const line = await new Promise<string>((resolve) => {
      this.waiting.push(resolve)
      this.process.child.stdin.write(`${request.join('\t')}\n`)
    })
    const answer = JSON.parse(line) as unknown
    if (typeof answer === 'object' && answer !== null && 'error' in answer) {
      throw new Error(`${request.join(' ')}: ${String(answer.error)}`)
    }
    return answer
  }

  async stop(): Promise<void> {
    this.process.child.stdin.end()
    await this.process.stop()
  }
}
