const CODE = /`([^`]+)`/g
const NAME = /[A-Za-z_$][\w$]*/g

/**
 * The classes that a step speaks of: the one it is at, those that its text names, and those of the lesson whose methods it names.
 *
 * @param text as it stands in the lesson's file
 * @param anchor where the step is, such as `client/Validators#checkMessage`
 * @param focus what the lesson is about: methods, or whole files
 */
export function spokenClasses(text: string, anchor: string, focus: readonly string[]): string[] {
  const names = new Set([...text.matchAll(CODE)].flatMap(([, code]) => code!.match(NAME) ?? []))
  const spoken = new Set([classOf(anchor)])
  for (const name of names) if (/^[A-Z]/.test(name)) spoken.add(name)
  for (const place of focus) {
    const method = place.split('#')[1]
    if (method !== undefined && names.has(method)) spoken.add(classOf(place))
  }
  return [...spoken].sort()
}

/** `client/Validators#checkMessage@if` → `Validators` */
function classOf(place: string): string {
  return place.replace(/[#@~].*$/, '').split('/').at(-1)!
}
