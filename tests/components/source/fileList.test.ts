import { expect, test } from 'vitest'
import { bestOf, fileName, folderOf, passedAt, roomsOf } from '../../../components/source/logic/fileList'

const FILES = [
  'engine/client/producer/DefaultMQProducer.ts', 'engine/client/impl/producer/DefaultMQProducerImpl.ts',
  'engine/store/DefaultMessageStore.ts', 'engine/store/ha/HAService.ts',
]

test('files are listed by room, in their order', () => {
  expect(roomsOf(FILES, ' ')).toEqual([{ name: 'client', files: FILES.slice(0, 2) }, { name: 'store', files: FILES.slice(2) }])
})

test('each word has to be somewhere in the path', () => {
  expect(roomsOf(FILES, 'impl PROD').flatMap(({ files }) => files)).toEqual([FILES[1]])
  expect(roomsOf(FILES, 'store/ha').flatMap(({ files }) => files)).toEqual([FILES[3]])
  expect(roomsOf(FILES, 'nothing')).toEqual([])
})

test('the file whose name it is comes before those that begin alike, and those before the others', () => {
  expect(bestOf(FILES, 'defaultmqproducer')).toBe(0)
  expect(bestOf([...FILES].reverse(), 'defaultmqproducer')).toBe(3)
  expect(bestOf(FILES, 'ha')).toBe(3)
  expect(bestOf(FILES, 'service')).toBe(0)
})

test('a file is passed as soon as anything of it has run', () => {
  const firstRuns = { [FILES[0]!]: 100 }
  expect([99, 100].map((cursor) => passedAt(FILES[0]!, firstRuns, cursor))).toEqual(['later', 'passed'])
  expect(passedAt(FILES[1]!, firstRuns, 100)).toBe('never')
})

test('a path is shown as a name and a folder', () => {
  expect(FILES.map(fileName)).toEqual(['DefaultMQProducer', 'DefaultMQProducerImpl', 'DefaultMessageStore', 'HAService'])
  expect(FILES.map(folderOf)).toEqual(['client/producer', 'client/impl/producer', 'store', 'store/ha'])
})
