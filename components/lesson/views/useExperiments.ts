'use client'

import { useCallback } from 'react'
import type { Fault } from '../../../engine/worker/protocol'
import { stepper } from '../../stepper/views/store'
import type { Experiment, Lesson } from '../logic/Lesson'

/**
 * What `Run it and see` does.
 *
 * @param activate makes a step the one that is told
 */
export function useExperiments(
  steps: Lesson['steps'], places: Lesson['places'], activate: (step: string) => void,
): (experiment: Experiment, step: string) => Promise<void> {
  return useCallback(async (experiment, id) => {
    const goToPlace = (name: string): void => {
      const anchor = places[name]
      if (anchor !== undefined) stepper.getState().goToAnchor(anchor)
    }
    switch (experiment.type) {
      case 'go':
        return goToPlace(experiment.to)
      case 'variant':
        await stepper.getState().chooseVariant(experiment.name, experiment.option, `${experiment.name}: ${experiment.option}`)
        break
      default: {
        const anchor = experiment.type === 'kill-here' ? steps.find((step) => step.id === id)?.anchor : places[experiment.at]
        if (!(await breakAt(anchor ?? '', experiment, () => activate(id)))) return
      }
    }
    goToPlace(experiment.then)
    await stepper.getState().whole()
  }, [steps, places, activate])
}

type Breaking = Extract<Experiment, { readonly type: 'kill-here' | 'restart' | 'break' }>

/** Breaks what the experiment says, where the run comes to the anchor. False if it never comes there. */
async function breakAt(anchor: string, experiment: Breaking, found: () => void): Promise<boolean> {
  const { whole, breakIt, goTo } = stepper.getState()
  await whole()
  const { run } = stepper.getState()
  const event = run?.anchors[anchor] ?? null
  if (run === null || event === null) return false
  found()
  await goTo(event)
  const { moment } = stepper.getState()
  const here = run.threads.find((thread) => thread.id === moment?.thread)?.node
  const fault = faultOf(experiment, here)
  if (fault === null) return false
  await breakIt(fault)
  if (experiment.type === 'restart') await restart(experiment.node)
  return true
}

/** `here`: the node that the run is in. */
function faultOf(experiment: Breaking, here: string | undefined): Fault | null {
  if (experiment.type === 'break') return experiment.fault
  const node = experiment.type === 'restart' ? experiment.node : here
  return node === undefined ? null : { kind: 'kill', node }
}

/** How long a process stays dead, in µs of the run. */
const DEAD_MICROS = 3_000_000

/** Starts a process again that was killed at the cursor, some time later in the run. */
async function restart(node: string): Promise<void> {
  const { whole, breakIt, goTo } = stepper.getState()
  await whole()
  const { run } = stepper.getState()
  const death = run?.marks.findLast(({ node: of, data }) => of === node && data['type'] === 'process-killed')
  const later = death === undefined ? undefined : run?.marks.find(({ time }) => time >= death.time + DEAD_MICROS)
  if (later === undefined) return
  await goTo(later.event)
  await breakIt({ kind: 'restart', node })
}
