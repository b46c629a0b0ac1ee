import { callGraphOf } from './callGraph'
import { engineFacts } from './engineFacts'
import { fragmentAt } from './filePage'

/** What the names of a file are, by the fragments under which pages lead to them: the signature, and the comment. */
export async function namesOfFile(file: string): Promise<Record<string, readonly [signature: string, doc: string]>> {
  const facts = await engineFacts()
  const graph = callGraphOf(facts)
  const found: Record<string, readonly [string, string]> = {}
  for (const { line, signature, doc } of facts.get(file)?.names ?? []) {
    const fragment = fragmentAt(graph, file, line)
    const known = found[fragment]
    // Of an overloaded method the last signature is the one with the body, and the first has the comment.
    found[fragment] = [signature, doc === '' ? (known?.[1] ?? '') : doc]
  }
  return found
}
