import { expect, test } from 'vitest'
import { packed } from '../../../.ci/support/offline.mjs'
import { PackReader } from '../../../components/offline/logic/PackReader'
import { packsFor, pathInPack } from '../../../components/offline/logic/messages'

const FILES = { 'en/index.html': '<h1>Home</h1>', 'zh/index.html': '<h1>首页</h1>', 'en/learn/index.html': 'x'.repeat(100_000), 'empty.json': '' }

async function packOf(files: Readonly<Record<string, string>>): Promise<Blob> {
  const bytes = await packed(Object.entries(files).map(([file, text]) => ({ file, bytes: Buffer.from(text) })))
  return new Blob([new Uint8Array(bytes)])
}

test('every file comes out of a pack as it went in', async () => {
  const reader = await PackReader.open(await packOf(FILES))
  for (const [file, text] of Object.entries(FILES)) {
    expect(reader.has(file)).toBe(true)
    expect(await new Response(reader.read(file)!).text(), file).toBe(text)
  }
})

test('what is not in a pack is not made up, and what is no pack is refused', async () => {
  const reader = await PackReader.open(await packOf(FILES))
  expect(reader.has('en/nothing/index.html')).toBe(false)
  expect(reader.read('en/nothing/index.html')).toBeNull()
  await expect(PackReader.open(new Blob(['<!doctype html><title>Not found</title>']))).rejects.toThrow()
  await expect(PackReader.open(new Blob([]))).rejects.toThrow()
})

test('a reader keeps all pages but the source in the other language', () => {
  const packs = ['pages-en', 'pages-zh', 'source-en', 'source-zh', 'names'].map((name) => ({ name, path: name, bytes: 1 }))
  expect(packsFor('zh', packs).map(({ name }) => name)).toEqual(['pages-en', 'pages-zh', 'source-zh', 'names'])
  expect(pathInPack('')).toBe('index.html')
  expect(pathInPack('en/learn/')).toBe('en/learn/index.html')
  expect(pathInPack('source/kernel/Kernel.ts.json')).toBe('source/kernel/Kernel.ts.json')
})
