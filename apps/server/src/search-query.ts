import { isChinese, looseSound, readText, soundAt, spokenOf } from './search-text.ts'
import type { SearchCharacter, SearchText } from './search-text.ts'

/** What somebody looks for, read once for everything it is held against. */
export interface SearchQuery {
  /** All of it without what stands between its words. */
  readonly whole: readonly SearchCharacter[]
  /** As they were typed, apart by blanks and signs. */
  readonly words: readonly (readonly SearchCharacter[])[]
  /** Words of Chinese cut as a dictionary cuts them; none when that cuts nothing. */
  readonly parts: readonly (readonly SearchCharacter[])[]
  /** Letters alone: pinyin, first letters or a word of another language. */
  readonly isLatin: boolean
  readonly hasChinese: boolean
  readonly hasLetters: boolean
}

const cutter = new Intl.Segmenter('zh', { granularity: 'word' })

/** Reads a query; `whole` is empty when there is nothing in it that anything could be found by. */
export function readQuery(text: string): SearchQuery {
  const read = readText(text)
  const whole = spokenOf(read)
  const signs = whole.map(({ folded }) => folded)
  return {
    whole,
    words: read.words,
    parts: partsOf(read),
    isLatin: whole.length > 0 && signs.every((sign) => /^[a-z]$/.test(sign)),
    hasChinese: signs.some(isChinese),
    hasLetters: signs.some((sign) => /^[a-z]$/.test(sign)),
  }
}

function partsOf({ words }: SearchText): readonly (readonly SearchCharacter[])[] {
  const parts = words.flatMap((word) => {
    const cuts = [...cutter.segment(word.map(({ folded }) => folded).join(''))]
    let at = 0
    return cuts.map(({ segment }) => {
      const length = Array.from(segment).length
      at += length
      return word.slice(at - length, at)
    })
  })
  return parts.length > words.length ? parts : []
}

/** Words by which people ask, and which what they ask for seldom has: 居住证办理, 停车证怎么办. */
const asking =
  /(?:请问|我想|怎么办理|怎么办|怎么|怎样|如何|哪里|在哪|什么时候|需要什么材料|要什么材料|办理|申请|申领|补办|查询|咨询|电话|材料|手续)/g

/** The same without the words that only ask; undefined when that leaves nothing or everything. */
export function coreOf(text: string): SearchQuery | undefined {
  const core = text.replaceAll(asking, ' ')
  if (core === text) return undefined
  const query = readQuery(core)
  return query.whole.length > 1 ? query : undefined
}

/** How the query sounds, syllable after syllable in one; letters stand as they were typed, in the loose form. */
export function soundOf(characters: readonly SearchCharacter[]): string {
  let sound = ''
  let letters = ''
  for (const character of characters) {
    const { folded } = character
    if (/^[a-z]$/.test(folded)) {
      letters += folded
      continue
    }
    sound += looseLetters(letters) + soundAt(character)
    letters = ''
  }
  return sound + looseLetters(letters)
}

/** The loose form of letters that were not cut into syllables. */
function looseLetters(letters: string): string {
  return looseSound(letters.replaceAll(/([zcs])h/g, '$1').replaceAll(/ng(?![aeiouv])/g, 'n'))
}
