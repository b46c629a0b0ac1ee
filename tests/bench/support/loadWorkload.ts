import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as workload from './sendWorkload'

export type Workload = typeof workload

interface Build {
  readonly name: string
  readonly traced?: boolean
  readonly asserts?: boolean
}

interface Bundler {
  bundleForNode(entry: string, build: Build): Promise<string>
}

/** The sends, with an engine that is built in another way than the benchmark itself. */
export async function loadWorkload(build: Build): Promise<Workload> {
  const bundler = pathToFileURL(path.resolve('.ci/support/bundle.mjs')).href
  const { bundleForNode } = (await import(bundler)) as Bundler
  return (await import(pathToFileURL(await bundleForNode('tests/bench/support/sendWorkload.ts', build)).href)) as Workload
}
