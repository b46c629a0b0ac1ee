const CODE = /`([^`]+)`/g
const NAME = /[A-Za-z_$][\w$]*/g

/**
 * What a step speaks of: the class and the method that it is at, the classes that its text names, and the methods that it names,
 * as `Class#method`, of those that the lesson is about.
 *
 * @param text as it stands in the lesson's file
 * @param anchor where the step is, such as `client/Validators#checkMessage`
 * @param focus what the lesson is about: methods, or whole files
 */
export function spokenOf(text: string, anchor: string, focus: readonly string[]): string[] {
  const names = new Set([...text.matchAll(CODE)].flatMap(([, code]) => code!.match(NAME) ?? []))
  const spoken = new Set(classAndMethod(anchor))
  for (const name of names) if (/^[A-Z]/.test(name)) spoken.add(name)
  for (const place of focus) {
    const method = place.split('#')[1]
    if (method !== undefined && names.has(method)) for (const each of classAndMethod(place)) spoken.add(each)
  }
  return [...spoken].sort()
}

/** `client/Validators#checkMessage@if` → `Validators`, `Validators#checkMessage` */
function classAndMethod(place: string): string[] {
  const symbol = place.replace(/[@~].*$/, '').split('/').at(-1)!
  return [symbol.replace(/#.*$/, ''), symbol]
}
