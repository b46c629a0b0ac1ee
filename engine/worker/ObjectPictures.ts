import type { Cluster } from '../cluster/Cluster'
import type { GraphRoot } from '../trace/ObjectGraph'
import { ObjectGraph } from '../trace/ObjectGraph'
import type { ObjectIds } from '../trace/ObjectIds'
import type { RegisteredClass } from '../trace/probe'
import type { SiteTable } from '../trace/SiteTable'
import { dataOf } from '../trace/ValueWriter'
import { LatestAnswers } from './LatestAnswers'
import type { Cursor, ShownObject } from './protocol'
import type { Pace, RunAgain } from './RunAgain'

/** Number of pictures that are remembered. */
const MAX_PICTURES = 60
/** Most nodes of a picture, unless more are unfolded. */
const LIMIT = 48

/**
 * The rooms with what RocketMQ consists of: the roles, their connections, and what they tell each other. Locks, the codec and the
 * page cache are below.
 */
const SHOWN_ROOMS = /^engine\/(client|namesrv|broker|store(?!\/pagecache)|remoting\/(netty|protocol\/(route|body)))\//

/** What refers to what on a node. Nothing keeps that: the run is done once more, and looked at while it stands still. */
export class ObjectPictures {
  private readonly sites: SiteTable
  private readonly again: RunAgain
  private readonly answers: LatestAnswers<readonly ShownObject[]>

  constructor(sites: SiteTable, again: RunAgain) {
    this.sites = sites
    this.again = again
    this.answers = new LatestAnswers(MAX_PICTURES)
  }

  /**
   * @param unfolded keys of nodes all of whose references are followed
   * @returns null when another question has been asked since, or this one is not wanted any more
   */
  async at(
    event: Cursor, node: string, unfolded: readonly string[], pace: Pace,
  ): Promise<readonly ShownObject[] | null> {
    const isLatest = this.answers.ask()
    const isWanted = (): boolean => isLatest() && pace.isWanted?.() !== false
    const name = JSON.stringify([event, node, unfolded])
    const found = this.answers.get(name) ?? await this.look(event, node, new Set(unfolded), { ...pace, isWanted })
    if (found !== null) this.answers.remember(name, found)
    return isWanted() ? found : null
  }

  private async look(
    event: Cursor, node: string, unfolded: ReadonlySet<string>, pace: Pace,
  ): Promise<readonly ShownObject[] | null> {
    let found: readonly ShownObject[] = []
    const isWhole = await this.again.upTo(event + 1, (ids, cluster) => ({
      events: new Set(),
      see: () => undefined,
      passed: (each) => {
        if (each === event) found = this.graphOf(cluster, node, unfolded, ids)
      },
    }), pace)
    return isWhole ? found : null
  }

  private graphOf(cluster: Cluster, name: string, unfolded: ReadonlySet<string>, ids: ObjectIds): ShownObject[] {
    const fileOf = (site: number): string => this.sites.site(site)?.file ?? ''
    const isShown = ({ site }: RegisteredClass): boolean => SHOWN_ROOMS.test(fileOf(site))
    const graph = new ObjectGraph(ids, { limit: LIMIT, unfolded, isShown })
    return graph.build(rootsOf(cluster, name)).map(({ site, ...node }) => {
      return { ...node, symbol: site === null ? null : fileOf(site).replace(/^engine\/|\.ts$/g, '') }
    })
  }
}

/** What is static in the node's process, then what the node itself holds: its producer, its controller. */
function rootsOf(cluster: Cluster, name: string): GraphRoot[] {
  const node = cluster.nodes.get(name)
  if (node === undefined) return []
  const statics = [...(node.process?.statics ?? [])].map(([key, value]) => ({ name: key, value, isStatic: true }))
  const own = Object.keys(node).map((field) => ({ name: field, value: dataOf(node, field), isStatic: false }))
  return [...statics, ...own]
}
