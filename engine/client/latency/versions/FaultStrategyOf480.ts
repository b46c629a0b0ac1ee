import { EarlierFaultStrategy } from './EarlierFaultStrategy'

/** From 4.8.0 to 5.1.0: whatever is available may be chosen, also the broker that was just tried. */
export class FaultStrategyOf480 extends EarlierFaultStrategy {
  protected override mayFollow(): boolean {
    return true
  }
}
