import type { RunKey } from '../../../engine/worker/protocol'
import { branchId, firstLook, forkEvent } from './branches'
import type { Moves } from './Moves'
import type { Runs } from './Runs'
import type { StepperCore } from './StepperCore'
import { decodeLink, encodeLink, type Link } from './url'

/** From an address to the run and the place that it names, and back. */
export class Links {
  private readonly core: StepperCore
  private readonly runs: Runs
  private readonly moves: Moves
  /** What is opened when there is no link, or one that can't be followed. */
  private fallback: RunKey | null
  /** The engine's version, which the build has found out; undefined while developing and in most tests. */
  private readonly engine: string | undefined

  constructor(core: StepperCore, runs: Runs, moves: Moves) {
    this.core = core
    this.runs = runs
    this.moves = moves
    this.fallback = null
    this.engine = process.env.NEXT_PUBLIC_ENGINE_VERSION
  }

  async open(key: RunKey, anchors?: readonly string[]): Promise<void> {
    if (anchors !== undefined) this.runs.useAnchors(anchors)
    await this.runs.making(async (isCurrent) => {
      const model = await this.runs.model(key)
      if (isCurrent()) await this.runs.begin(model, isCurrent)
    })
  }

  async openLink(hash: string, wanted?: RunKey, anchors?: readonly string[]): Promise<void> {
    const fallback = wanted ?? this.fallback
    if (fallback === null) return
    this.fallback = fallback
    if (anchors !== undefined) this.runs.useAnchors(anchors)
    const { link, problem } = decodeLink(hash, [fallback.scenario])
    if (link === null && problem !== 'absent') this.core.notify({ kind: 'bad-link', problem })
    if (link === null) return this.open(fallback)
    const isOther = this.engine !== undefined && link.engine !== undefined && link.engine !== this.engine
    const isFollowed = await this.follow(link, fallback, wanted === undefined)
    if (isFollowed && isOther) this.core.notify({ kind: 'other-engine' })
    if (isFollowed) return
    this.core.notify({ kind: 'bad-link', problem: isOther ? 'outdated' : 'malformed' })
    await this.open(fallback)
  }

  /** Runs the code of a link, now that the reader has said so. */
  async runOffered(): Promise<void> {
    const { offered } = this.core.get()
    if (offered === null || this.fallback === null) return
    this.core.set({ offered: null })
    await this.openRun(offered, this.fallback)
  }

  /** The fragment for the moment that is shown; null before there is one, and when the reader's code is too long for it. */
  async link(): Promise<string | null> {
    const { run, moment } = this.core.get()
    if (run === null || moment === null) return null
    const cursor = { slice: moment.slice, offset: moment.offset }
    const place = { key: run.key, cursor, ...(this.engine === undefined ? {} : { engine: this.engine }) }
    if (typeof run.key.code !== 'string') return encodeLink(place)
    const { MAX_LINK, packed } = await import('../../strategy/logic/packing')
    const link = encodeLink({ ...place, packed: packed(run.key.code) })
    return link.length > MAX_LINK ? null : link
  }

  /** False if the link is damaged or leads nowhere. `mayStay`: the runs that have been made are to be kept if it is one of them. */
  private async follow({ key, cursor, packed }: Link, fallback: RunKey, mayStay: boolean): Promise<boolean> {
    if (typeof packed !== 'string') return this.goBackTo({ key, cursor }, mayStay, () => this.openRun({ key, cursor }, fallback))
    const code = (await import('../../strategy/logic/packing')).unpacked(packed)
    if (code === null) return false
    const whole = { key: { ...key, code }, cursor }
    return this.goBackTo(whole, mayStay, () => this.offer(whole, fallback))
  }

  /** To a run that the reader has made and not removed; `otherwise` when there is none, or when all are to be made anew. */
  private async goBackTo({ key, cursor }: Link, mayStay: boolean, otherwise: () => Promise<boolean>): Promise<boolean> {
    const { branch, branches } = this.core.get()
    const known = mayStay ? branches.find(({ id }) => id === branchId(key)) : undefined
    if (known === undefined || cursor === null) return otherwise()
    this.moves.player.pause()
    if (known.id === branch) {
      await this.moves.move(() => ({ type: 'locate', key, ...cursor }))
      return true
    }
    await this.runs.making((isCurrent) => {
      return this.runs.show(known, cursor, isCurrent, { branches: this.runs.branchesWithCursor() })
    })
    return true
  }

  /** Code that somebody else may have written is shown, and runs when the reader says so. */
  private async offer({ key, cursor }: Link, fallback: RunKey): Promise<boolean> {
    this.core.set({ offered: { key, cursor }, isWriting: true })
    await this.open({ ...fallback, seed: key.seed })
    return true
  }

  /** Opens the undisturbed run first, so that the reader can go back to it. False if the link leads nowhere. */
  private async openRun({ key, cursor }: Link, fallback: RunKey): Promise<boolean> {
    const { core, runs } = this
    let isFollowed = true
    await runs.making(async (isCurrent) => {
      const own = { ...fallback, seed: key.seed }
      const base = await runs.model(own, branchId(own) === branchId(key) ? cursor : null)
      if (isCurrent()) await runs.begin(base, isCurrent)
      if (!isCurrent()) return
      try {
        if (branchId(key) !== branchId(base.key)) {
          const model = await runs.model(key, firstLook(key, cursor))
          const fork = key.interventions.length > 0 ? forkEvent(model, 0) : null
          if (isCurrent()) await runs.add(model, { type: 'link' }, fork, cursor ?? 0, isCurrent)
        } else if (cursor !== null) {
          await runs.show(core.get().branches[0]!, cursor, isCurrent)
        }
        isFollowed = !isCurrent() || cursor === null || core.get().moment?.slice === cursor.slice
      } catch {
        isFollowed = !isCurrent()
      }
    })
    return isFollowed
  }
}
