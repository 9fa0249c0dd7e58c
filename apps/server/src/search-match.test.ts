import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { matchText } from './search-match.ts'
import { pieceNumber, piecesOf, piecesOfWord } from './search-piece.ts'
import { readQuery } from './search-query.ts'
import { readSyllables, readText, spokenOf } from './search-text.ts'

function match(query: string, text: string) {
  const found = matchText(readQuery(query), readText(text))
  return found && { way: found.way, said: found.marks.map(([start, end]) => text.slice(start, end)) }
}

describe('a text matches', () => {
  test.each([
    ['民政局', '明湖区民政局', 'text', ['民政局']],
    ['ＪＢ－2026', 'JB-2026-000123', 'text', ['JB-2026']],
    ['占道经营 处罚', '对占道经营、店外经营的处罚', 'words', ['占道经营', '处罚']],
    ['minzhengju', '明湖区民政局', 'pinyin', ['民政局']],
    ['minzenju', '明湖区民政局', 'pinyin', ['民政局']],
    ['minzhengj', '明湖区民政局', 'pinyin', ['民政局']],
    ['民政ju', '明湖区民政局', 'pinyin', ['民政局']],
    ['mzj', '明湖区民政局', 'initials', ['民政局']],
    ['9号ck', '综合受理9号窗口', 'initials', ['9号窗口']],
    ['名政局', '明湖区民政局', 'sound', ['民政局']],
    ['聽荷社區', '听荷社区', 'sound', ['听荷社区']],
    ['铁路1街', '铁路一街', 'sound', ['铁路一街']],
    ['吹哨抱道', '吹哨报到', 'sound', ['吹哨报到']],
    ['食品安金科', '食品安全科', 'alike', ['食品安全科']],
    ['砍树', '砍伐移植城市树木审批', 'apart', ['砍', '树']],
  ])('%s in %s', (...[query, text, way, said]) => {
    expect(match(query, text)).toEqual({ way, said })
  })

  test.each([
    ['民政', '明湖区水务局'],
    ['mzj', '明湖区水务局'],
    ['shuiwuju', '明湖区民政局'],
    ['', '明湖区民政局'],
    ['民政', ''],
  ])('%s not in %s', (query, text) => {
    expect(match(query, text)).toBeUndefined()
  })

  test('the very same before its beginning, that before the middle, characters before sounds', () => {
    const scores = ['民政局', '民政', '政局', 'minzhengju', 'mzj'].map(
      (query) => matchText(readQuery(query), readText('民政局'))?.score ?? 0,
    )
    expect(scores).toEqual(scores.toSorted((one, other) => other - one))
    expect(new Set(scores).size).toBe(5)
  })

  test('what is invisible is not there, and the marks are those of the text as it is shown', () => {
    expect(match('民\u200b政\u2060局', '明湖区民\u200d政局')).toEqual({ way: 'text', said: ['民\u200d政局'] })
  })
})

test('letters are read as syllables, the fewest first; a last one that is only begun is left out', () => {
  expect(readSyllables('ludeng')).toEqual([['lu', 'den']])
  expect(readSyllables('xian')).toEqual([['xian'], ['xi', 'an']])
  expect(readSyllables('guangchangw')[0]).toEqual(['guan', 'can'])
  expect(readSyllables('mzj')).toEqual([])
})

describe('a query without anything to look for', () => {
  test.each(['', '   ', '😀🎉', '\u200b\u200c', '!!! ? & | :* <-> ()', '％％', '——'])(
    '%j is empty',
    (text) => {
      expect(readQuery(text).whole).toEqual([])
    },
  )
})

test('words that a dictionary knows are cut where it cuts them', () => {
  const parts = readQuery('梧桐社区路灯').parts.map((part) => part.map(({ folded }) => folded).join(''))
  expect(parts).toEqual(['梧桐', '社区', '路灯'])
})

const anyText = fc.string({ unit: 'binary', maxLength: 60 })
const chinese = fc.string({
  unit: fc.constantFrom(...Array.from('民政局水务听荷社区路灯坏了不亮9号窗口abcJB-2026 ，。')),
  minLength: 1,
  maxLength: 30,
})

test('no text is refused, and marks lie inside it in their order', () => {
  fc.assert(
    fc.property(anyText, chinese, (query, text) => {
      const marks = matchText(readQuery(query), readText(text))?.marks ?? []
      let last = 0
      for (const [start, end] of marks) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        last = end
      }
      expect(last).toBeLessThanOrEqual(text.length)
    }),
  )
})

test('every part of a word has only pieces that the text has: what is there is found', () => {
  fc.assert(
    fc.property(chinese, fc.nat(), fc.integer({ min: 2, max: 6 }), (text, at, length) => {
      const read = readText(text)
      const pieces = new Set(piecesOf(read, true))
      for (const word of read.words) {
        const from = at % word.length
        const part = word.slice(from, from + length)
        const wanted = piecesOfWord(part).filter((piece) => !piece.startsWith('='))
        expect(wanted.filter((piece) => !pieces.has(piece))).toEqual([])
      }
    }),
  )
})

test('numbers of pieces are no slices: they are never below zero', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const number = pieceNumber('t', text)
      expect(number).toBeGreaterThanOrEqual(0)
      expect(number).toBeLessThan(2 ** 31)
    }),
  )
})

test('a text of a hundred thousand characters is read in its length', () => {
  const long = '路灯坏了'.repeat(25_000)
  expect(spokenOf(readText(long))).toHaveLength(100_000)
  expect(matchText(readQuery('路灯'), readText(long))?.marks).toEqual([[0, 2]])
})
