/**
 * What the traced build's code talks to. The instrumenter (`engine/adapters/instrumenter`) turns
 *
 *     *send(msg: Message): Blocking<SendResult> {
 *       const begin = currentTimeMillis()
 *       return yield* this.sendDefaultImpl(msg, begin)
 *     }
 *
 * into, on the same lines,
 *
 *     *send(msg: Message): Blocking<SendResult> {const __e=__t.on?__t.enter(7,this,__t.av?[msg]:null):-1;let __r;try{
 *       __t.lv&&(__t.lv>1?__t.l(8,[this,msg]):__t.p(8));const begin = currentTimeMillis()
 *       __t.lv&&(__t.lv>1?__t.l(9,[this,msg,begin]):__t.p(9));return __r=(yield* this.sendDefaultImpl(msg, begin))
 *     }catch(__x){if(__e>=0)__t.thrown(__e,__x);throw __x}finally{if(__e>=0)__t.exit(__e,__r)}}
 *
 * so that with nobody looking a probe costs the test of one property. This module imports nothing: every traced module,
 * the kernel's included, imports it.
 */

/** What a recorder does with the probes' calls. Sites are the instrumenter's numbers. */
export interface ProbeSink {
  statement(site: number): void
  locals(site: number, values: readonly unknown[]): void
  /** @returns a token for {@link exit}, at least 0; or -1 when it isn't recorded */
  enter(site: number, self: unknown, args: readonly unknown[] | null): number
  /** `super()` has returned: only now the object of a derived class exists. */
  self(token: number, self: unknown): void
  thrown(token: number, error: unknown): void
  exit(token: number, result: unknown): void
}

/** A class that the traced build has seen, under the name that it has in the source: bundlers shorten names. */
export interface RegisteredClass {
  readonly name: string
  readonly site: number
}

const classes = new Map<object, RegisteredClass>()

const NOBODY: ProbeSink = {
  statement: () => undefined,
  locals: () => undefined,
  enter: () => -1,
  self: () => undefined,
  thrown: () => undefined,
  exit: () => undefined,
}

let sink: ProbeSink = NOBODY

/** The object that instrumented code calls. */
export const __t = {
  /** Are methods recorded? */
  on: false,
  /** Are arguments recorded with the methods? */
  av: false,
  /** 0: no statements, 1: statements, 2: statements with the variables in scope. */
  lv: 0,

  p(site: number): void {
    sink.statement(site)
  },

  l(site: number, values: readonly unknown[]): void {
    sink.locals(site, values)
  },

  enter(site: number, self: unknown, args: readonly unknown[] | null): number {
    return sink.enter(site, self, args)
  },

  self(token: number, self: unknown): void {
    sink.self(token, self)
  },

  thrown(token: number, error: unknown): void {
    sink.thrown(token, error)
  },

  exit(token: number, result: unknown): void {
    sink.exit(token, result)
  },

  /** Each traced class registers itself when its module loads. */
  c(constructor: { readonly prototype: object }, site: number, name: string): void {
    classes.set(constructor.prototype, { name, site })
  },
}

/** The registered class whose prototype this is. */
export function classOfPrototype(prototype: object): RegisteredClass | null {
  return classes.get(prototype) ?? null
}

/** The receiver of the probes' calls from now on, or null for none. The switches in {@link __t} are off after this. */
export function setProbeSink(next: ProbeSink | null): void {
  sink = next ?? NOBODY
  __t.on = false
  __t.av = false
  __t.lv = 0
}

/** Is a sink set? There is one at a time: one run is recorded at a time. */
export function hasProbeSink(): boolean {
  return sink !== NOBODY
}
