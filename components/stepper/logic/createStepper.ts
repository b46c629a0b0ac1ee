import { createStore, type StoreApi } from 'zustand/vanilla'
import { Branching } from './Branching'
import { Links } from './Links'
import { Lookups } from './Lookups'
import { Moves } from './Moves'
import { NOTHING } from './nothing'
import type { Later } from './Player'
import { Runs, type Prepare } from './Runs'
import { StepperCore } from './StepperCore'
import type { StepperActions, StepperState } from './StepperState'
import type { WorkerClient } from './workerClient'

/** By the browser's own clock. */
export const later: Later = (action, millis) => {
  const timer = setTimeout(action, millis)
  return () => clearTimeout(timer)
}

/**
 * The page's side of the stepper. The worker is started with the first run.
 *
 * What the reader sees is `cursor` (at once) and `moment` (as soon as the worker has answered).
 */
export function createStepper(
  connect: () => WorkerClient,
  wait: Later = later,
  prepare: Prepare = async () => {},
): StoreApi<StepperState> {
  return createStore<StepperState>((set, get) => {
    return { ...NOTHING, ...actionsOf(new StepperCore(connect, set, get), wait, prepare) }
  })
}

function actionsOf(core: StepperCore, wait: Later, prepare: Prepare): StepperActions {
  const moves = new Moves(core, wait)
  const runs = new Runs(core, moves, prepare)
  const links = new Links(core, runs, moves)
  const lookups = new Lookups(core)
  const branching = new Branching(core, runs, moves)
  return {
    open: (key, anchors) => links.open(key, anchors),
    openLink: (hash, fallback, anchors) => links.openLink(hash, fallback, anchors),
    runOffered: () => links.runOffered(),
    link: () => links.link(),
    cancel: () => runs.cancel(),
    whole: () => runs.whole(),

    seek: (event) => moves.seek(event),
    drag: (event) => moves.drag(event),
    goTo: (event) => moves.goTo(event),
    beginAt: (anchor) => runs.beginAt(anchor),
    goToAnchor: (anchor) => moves.goToAnchor(anchor),
    goToEnd: () => moves.goToEnd(),
    step: (kind, back = false) => moves.step(kind, back),
    next: (what, back = false) => moves.next(what, back),
    runToLine: (file, line) => moves.move((key, event) => ({ type: 'run-to-line', key, event, file, line })),
    nextTimer: () => moves.move((key, event) => ({ type: 'next-timer', key, event })),
    locate: (slice, offset) => moves.move((key) => ({ type: 'locate', key, slice, offset })),
    followThread: (thread) => moves.followThread(thread),
    showCall: (call) => moves.showCall(call),
    showNextCall: (isOuter) => moves.showNextCall(isOuter),
    look: (at, from) => moves.look(at, from),
    lookBack: () => core.set({ looks: core.get().looks.slice(0, -1) }),
    stopLooking: () => core.set({ looks: [] }),
    goToBeginning: (call) => moves.goToBeginning(call),
    play: () => moves.player.play(),
    pause: () => moves.player.pause(),

    breakIt: (fault) => branching.breakIt(fault),
    chooseSelector: (selector) => branching.chooseSelector(selector),
    chooseVariant: (name, option, label) => branching.chooseVariant(name, option, label),
    runCode: (code, line) => branching.runCode(code, line),
    selectBranch: (id) => branching.selectBranch(id),
    removeBranch: (id) => branching.removeBranch(id),

    frame: async (frame) => (await core.ask({ type: 'frame', key: core.run().key, frame }, 'frame')).frame,
    inspect: (of, asker, questions) => lookups.inspect(of, asker, questions),
    findChange: (of, slot, back) => lookups.findChange(of, slot, back),
    stopLookups: () => lookups.stop(),
    objects: (event, node, unfolded) => lookups.objects(event, node, unfolded),
    fail: (error) => core.fail(error),
    notify: (notice) => core.notify(notice),
    dismiss: (kind) => core.dismiss(kind),
    setSpeed: (speed) => core.set({ speed }),
    setFocus: (focus) => core.set({ focus }),
    setJustLesson: (isJustLesson) => core.set({ isJustLesson }),
    setFolds: (folds) => core.set({ folds }),
    setSpoken: (spoken) => {
      core.set({ folds: { ...core.get().folds, spoken: spoken === null ? null : new Set(spoken) } })
    },
    setScope: (scope) => core.set({ scope }),
    setPicture: (picture) => core.set({ picture }),
    setOverlay: (overlay) => core.set({ overlay }),
    setWriting: (isWriting) => core.set({ isWriting }),
    setBehind: (behind) => core.set({ behind }),
  }
}
