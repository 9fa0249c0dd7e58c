import { expect, test } from 'vitest'
import { makeRecentIndex } from './recent.ts'

const start = Date.UTC(2026, 2, 2)

function aMessage(title: string, place = '') {
  return { texts: { title, place }, at: start }
}

test('it holds no more than it was made for, and the newest half at least', () => {
  const index = makeRecentIndex(100)
  for (let number = 0; number < 1000; number++) {
    index.add(
      `m${number}`,
      aMessage(`第${number}号楼${String.fromCodePoint(0x4e00 + number)}电梯停运`, '明湖花园'),
    )
    expect(index.size()).toBeLessThanOrEqual(100)
  }
  expect(
    index.resembling(aMessage(`第999号楼${String.fromCodePoint(0x4e00 + 999)}电梯停运`, '明湖花园'), 1)[0]
      ?.id,
  ).toBe('m999')
  expect(
    index.resembling(aMessage(`第950号楼${String.fromCodePoint(0x4e00 + 950)}电梯停运`, '明湖花园'), 1)[0]
      ?.id,
  ).toBe('m950')
})

test('what is asked is not kept, and what has no words resembles nothing', () => {
  const index = makeRecentIndex(10)
  index.add('one', aMessage('搅拌站噪音扰民', '丽景新城'))
  expect(index.resembling(aMessage('搅拌站噪音很大', '丽景新城'), 5).map(({ id }) => id)).toEqual(['one'])
  expect(index.size()).toBe(1)
  for (const title of ['', ' ', '😀😀', '\u200b']) expect(index.resembling(aMessage(title), 5)).toEqual([])
})

test('copies of a message are found as well, the newest of many', () => {
  const index = makeRecentIndex(1000)
  for (let number = 0; number < 400; number++)
    index.add(`c${number}`, aMessage('健身步道积水严重无法通行', '湖滨步道'))
  index.add('other', aMessage('路灯不亮', '东街'))
  const found = index.resembling(aMessage('健身步道有积水', '湖滨步道'), 50).map(({ id }) => id)
  expect(found).toContain('c0')
  expect(found).toContain('c399')
  expect(found).not.toContain('other')
  expect(found.length).toBeLessThanOrEqual(50)
})
