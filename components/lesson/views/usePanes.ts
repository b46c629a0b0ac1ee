'use client'

import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { recall, remember } from '../../site/logic/choice'
import { withinShare } from '../../ui/logic/rememberedShare'
import { ALL_PANES, readPanes, SHARES, togglePane, type Pane, type PaneChoice } from '../logic/panes'

const KEY = 'panes'
/** As in `Workbench.module.css`: from here down one pane is shown at a time. */
const ONE_AT_A_TIME = '(max-width: 60rem)'

const store = createStore<PaneChoice>(() => ALL_PANES)

/** Which panes are shown and how wide; the same for the page's head, its keys and the panes, and remembered from visit to visit. */
export function usePanes(): PaneChoice {
  return useStore(store)
}

/** The page is made before anybody knows what this reader has chosen. */
export function useRememberedPanes(): void {
  useEffect(() => store.setState(readPanes(recall(KEY)), true), [])
}

function change(choice: PaneChoice): void {
  store.setState(choice, true)
  remember(KEY, JSON.stringify(choice))
}

export function setShare(pane: keyof typeof SHARES, value: number): void {
  change({ ...store.getState(), [pane]: withinShare(value, SHARES[pane]) })
}

export function showSingle(pane: Pane): void {
  change({ ...store.getState(), single: pane })
}

/** What the key and the button of a pane do: where one is shown at a time, they choose it. */
export function switchPane(pane: Pane): void {
  if (matchMedia(ONE_AT_A_TIME).matches) showSingle(pane)
  else change(togglePane(store.getState(), pane))
}
