import type { Fault } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import type { StepperTexts } from '../../i18n/en/stepper'
import type { Branch } from '../../stepper/logic/branches'

/** What a fault hits: a node, or the two ends of a link. */
export function targetOf(fault: Fault): string {
  return 'node' in fault ? fault.node : `${fault.from} – ${fault.to}`
}

export function faultLabel(fault: Fault, { faults }: StepperTexts): string {
  if (fault.kind === 'set-listener') return fill(faults.listener.set, { ...fault, outcome: faults.listener.outcomes[fault.outcome] })
  if (fault.kind === 'add-consumer') return fill(faults.listener.added, { node: fault.node })
  return fill(faults.withFault, { what: faults.names[fault.kind], target: targetOf(fault) })
}

/** The name of a run in the list of runs: what makes it another one. */
export function branchLabel({ cause, key }: Branch, texts: StepperTexts): string {
  switch (cause.type) {
    case 'start':
      return texts.faults.original
    case 'link': {
      const last = key.interventions.at(-1)
      return last === undefined ? texts.faults.fromLink : faultLabel(last.fault, texts)
    }
    case 'fault':
      return faultLabel(cause.intervention.fault, texts)
    case 'variant':
      return cause.label
    case 'code':
      return texts.faults.withCode
    case 'selector':
      return fill(texts.faults.withSelector, {
        selector: cause.selector === null ? texts.choose.own : texts.choose.selectors[cause.selector],
      })
  }
}
