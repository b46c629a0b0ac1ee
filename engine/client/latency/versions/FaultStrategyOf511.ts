import { EarlierFaultStrategy } from './EarlierFaultStrategy'

/** From 5.1.1 to 5.1.3: any available broker but the one that was just tried. */
export class FaultStrategyOf511 extends EarlierFaultStrategy {
  protected override mayFollow(brokerName: string, lastBrokerName: string | null): boolean {
    return brokerName !== lastBrokerName
  }
}
