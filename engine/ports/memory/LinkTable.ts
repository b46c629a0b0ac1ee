/** How the way between two machines behaves. */
export interface LinkBehaviour {
  /** One way, in µs. */
  latencyMicros: number
  /** 125 bytes per µs are 1 Gbit/s. */
  bytesPerMicro: number
  /** Nothing comes through; what is sent is held back, as TCP would send it again once the link is whole. */
  isCut: boolean
}

export const HEALTHY_LINK: Readonly<LinkBehaviour> = { latencyMicros: 200, bytesPerMicro: 125, isCut: false }

/** The links between machines, each direction by itself, so that one-way faults can be had. */
export class LinkTable {
  private readonly links: Map<string, LinkBehaviour>
  readonly normal: Readonly<LinkBehaviour>

  constructor(normal: Partial<LinkBehaviour> = {}) {
    this.links = new Map()
    this.normal = { ...HEALTHY_LINK, ...normal }
  }

  /** The way from one machine to another. */
  of(from: string, to: string): Readonly<LinkBehaviour> {
    // Asked twice for each segment, and in most runs no link is ever changed.
    if (this.links.size === 0) return this.normal
    return this.links.get(`${from}>${to}`) ?? this.normal
  }

  /** Changes one direction. */
  change(from: string, to: string, change: Partial<LinkBehaviour>): void {
    this.links.set(`${from}>${to}`, { ...this.of(from, to), ...change })
  }

  /** Back to normal, in one direction. */
  restore(from: string, to: string): void {
    this.links.delete(`${from}>${to}`)
  }
}
