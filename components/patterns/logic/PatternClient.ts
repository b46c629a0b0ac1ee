import type {
  ExperimentName, ExperimentReply, ExperimentRequest, InputOf, ResultOf,
} from '../../../content/patterns/stage/experiments'
import { PortClient, type WorkerPort } from '../../stepper/logic/PortClient'

type ExperimentPort = PortClient<ExperimentRequest, ExperimentReply, never>

/** Has experiments run in the worker of the pages on patterns. The first one starts it, and the first one after it has broken down. */
export class PatternClient {
  private readonly createPort: () => WorkerPort
  private port: ExperimentPort | null

  constructor(createPort: () => WorkerPort) {
    this.createPort = createPort
    this.port = null
  }

  /** @throws WorkerFailure */
  async run<N extends ExperimentName>(name: N, input: InputOf<N>): Promise<ResultOf<N>> {
    this.port ??= this.open()
    const { result } = await this.port.ask({ type: name, input }, 'result')
    return result as ResultOf<N>
  }

  private open(): ExperimentPort {
    const port: ExperimentPort = new PortClient(this.createPort())
    port.onBreakDown = () => {
      this.port = null
    }
    return port
  }
}
