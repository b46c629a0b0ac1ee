import type { PlacedObject } from './layout'

/** Where an arrow key leads from an object, or null: to what it refers to, to what refers to it, to the one above or below. */
export function neighbourOf(boxes: readonly PlacedObject[], key: string, pressed: string): string | null {
  const index = boxes.findIndex(({ object }) => object.key === key)
  const { object } = boxes[index]!
  switch (pressed) {
    case 'ArrowRight':
      return boxes.find((each) => each.object.parent === key)?.object.key ?? object.references[0]?.to ?? null
    case 'ArrowLeft':
      return object.parent
    case 'ArrowDown':
      return boxes[index + 1]?.object.key ?? null
    case 'ArrowUp':
      return boxes[index - 1]?.object.key ?? null
    case 'Home':
      return boxes[0]!.object.key
    case 'End':
      return boxes.at(-1)!.object.key
    default:
      return null
  }
}
