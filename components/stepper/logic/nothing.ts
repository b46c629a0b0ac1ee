import { NOTHING_FOLDED } from './folds'
import type { StepperData } from './StepperState'

/** The stepper before there is a run. */
export const NOTHING: StepperData = {
  run: null,
  moment: null,
  cursor: 0,
  branches: [],
  branch: null,
  playing: false,
  speed: 5,
  thread: null,
  looks: [],
  busy: false,
  progress: null,
  lookups: 0,
  looked: null,
  error: null,
  notices: [],
  focus: null,
  isJustLesson: true,
  folds: NOTHING_FOLDED,
  scope: 'call',
  picture: 'sequence',
  overlay: null,
  isWriting: false,
  offered: null,
  jumps: 0,
  behind: 0,
}
