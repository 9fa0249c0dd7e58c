import { expect, test } from 'vitest'
import { gatherReads } from './gathered-read.ts'

/** Answers when told to, with the keys in capitals. */
function makeSource() {
  const asked: { keys: readonly string[]; settle: PromiseWithResolvers<void> }[] = []
  const readMany = async (keys: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const settle = Promise.withResolvers<void>()
    asked.push({ keys, settle })
    await settle.promise
    return new Map(keys.filter((key) => key !== 'none').map((key) => [key, key.toUpperCase()]))
  }
  return { asked, readMany }
}

test('who asks first is read at once, those who ask meanwhile together', async () => {
  const { asked, readMany } = makeSource()
  const read = gatherReads(readMany)
  const first = read('a')
  const others = [read('b'), read('none'), read('b')]
  expect(asked.map(({ keys }) => keys)).toEqual([['a']])
  asked[0]?.settle.resolve()
  expect(await first).toBe('A')
  await Promise.resolve()
  asked[1]?.settle.resolve()
  expect(await Promise.all(others)).toEqual(['B', undefined, 'B'])
  expect(asked.map(({ keys }) => keys)).toEqual([['a'], ['b', 'none']])
})

test('an answer is never older than the question: the same key is asked again', async () => {
  const { asked, readMany } = makeSource()
  const read = gatherReads(readMany)
  const both = [read('a'), read('a')]
  asked[0]?.settle.resolve()
  await both[0]
  await Promise.resolve()
  asked[1]?.settle.resolve()
  await Promise.all(both)
  expect(asked.map(({ keys }) => keys)).toEqual([['a'], ['a']])
})

test('a statement that fails fails those of it, and the next ones are read', async () => {
  const { asked, readMany } = makeSource()
  const read = gatherReads(readMany)
  const first = read('a')
  const second = read('b')
  asked[0]?.settle.reject(new Error('cut off'))
  await expect(first).rejects.toThrow('cut off')
  await Promise.resolve()
  asked[1]?.settle.resolve()
  expect(await second).toBe('B')
})
