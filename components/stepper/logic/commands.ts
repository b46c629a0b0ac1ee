import { toggleFacade } from './folds'
import type { KeyCommand } from './keyboard'
import { rangeOf, type EventRange } from './range'
import type { StepperState } from './StepperState'

const MILESTONES = { nextFrame: 'frame', nextCall: 'call', nextNode: 'node' } as const

/** Does what a key, or a button with the same meaning, stands for. */
export function carryOut(command: KeyCommand, state: StepperState): void {
  switch (command) {
    case 'play':
      return state.playing ? state.pause() : state.play()
    case 'into':
    case 'over':
    case 'out':
      return void state.step(command)
    case 'back':
      return void state.step('into', true)
    case 'backOver':
      return void state.step('over', true)
    case 'backOut':
      return void state.step('out', true)
    case 'start':
      return void state.goTo(shownRange(state).from)
    case 'end':
      return void state.goToEnd()
    case 'goBack':
      if (state.looks.length > 0) return state.lookBack()
      return state.behind > 0 ? history.back() : undefined
    case 'openFile':
      return state.setOverlay({ type: 'open-file' })
    case 'nextFrame':
    case 'nextCall':
    case 'nextNode':
      return void state.next(MILESTONES[command])
    case 'justLesson':
      return state.setJustLesson(!state.isJustLesson)
    case 'outerCall':
    case 'innerCall':
      return void state.showNextCall(command === 'outerCall')
    case 'toBeginning':
      return toBeginning(state)
    case 'nextTimer':
      return void state.nextTimer()
    case 'foldFacade':
      return state.setFolds(toggleFacade(state.folds))
    case 'breakIt':
      return state.run === null ? undefined : state.setOverlay({ type: 'break', node: null })
    case 'chooseQueue':
      return state.run === null ? undefined : state.setOverlay({ type: 'choose-queue' })
    case 'help':
      return state.setOverlay({ type: 'help' })
  }
}

/** Of the call that is shown. */
function toBeginning({ moment, goToBeginning }: StepperState): void {
  const call = moment?.stack[moment.call]
  if (call !== undefined) void goToBeginning(call.enterEvent)
}

/** What timeline and diagram show. */
function shownRange({ run, cursor, scope }: StepperState): EventRange {
  return run === null ? { from: 0, to: 0 } : rangeOf(run, cursor, scope)
}
