/** What a drawing takes from the style sheets of its page. */
const PROPERTIES = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-opacity', 'opacity', 'font-family',
  'font-size', 'font-weight', 'font-style', 'text-anchor', 'dominant-baseline', 'visibility', 'paint-order',
]

/** Elements between two looks at whether the picture is still wanted. */
const AT_ONCE = 400

/** Browsers refuse to draw on larger areas, in px. */
const MAX_SIDE = 16_000
const MAX_AREA = 100_000_000

/**
 * A drawing as a file of its own, with the styles that it has in the page.
 * @param told hears how far it is, from 0 to 1, and says whether it is still wanted
 * @returns null if it was given up
 */
export async function standalone(svg: SVGSVGElement, told: (part: number) => boolean): Promise<string | null> {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const from = [svg, ...svg.querySelectorAll<SVGElement>('*')]
  const to = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  for (const [index, element] of from.entries()) {
    const style = getComputedStyle(element)
    for (const name of PROPERTIES) to[index]!.setAttribute(name, style.getPropertyValue(name))
    for (const name of ['class', 'style']) to[index]!.removeAttribute(name)
    if (index % AT_ONCE !== AT_ONCE - 1) continue
    await new Promise((resolve) => setTimeout(resolve))
    if (!told(index / from.length)) return null
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return new XMLSerializer().serializeToString(copy)
}

/** The same as pixels, as sharp as the browser can draw it, up to twice its size. @throws Error when it can't be drawn */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const { naturalWidth: width, naturalHeight: height } = image
    const scale = Math.min(2, MAX_SIDE / Math.max(width, height), Math.sqrt(MAX_AREA / (width * height)))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.floor(width * scale))
    canvas.height = Math.max(1, Math.floor(height * scale))
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (blob === null) throw new Error('the picture is too large for this browser')
    return new Uint8Array(await blob.arrayBuffer())
  } finally {
    URL.revokeObjectURL(url)
  }
}
