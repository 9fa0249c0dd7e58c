import { isChinese, soundAt, spokenOf } from './search-text.ts'
import type { SearchCharacter, SearchText } from './search-text.ts'

/**
 * What a piece of a text belongs to, which says who may search by it: `t` what every list shows of a matter, `i` internal words, `s`
 * sensitive ones; `p` sounds and `l` first letters of what lists show; `k` keys of sight and `f` what is filtered by.
 */
export type PieceSpace = 't' | 'i' | 's' | 'p' | 'l' | 'k' | 'f'

/**
 * The number of a piece, FNV-1a without its sign. Two pieces share a number once in two thousand million; whoever is shown
 * something is shown it for what it says, and sight is looked at again by its very keys.
 */
export function pieceNumber(space: PieceSpace, piece: string): number {
  let hash = 0x811c9dc5
  const text = `${space}${piece}`
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  return hash & 0x7fffffff
}

/**
 * The pieces of a text: of Chinese two characters that stand together, of letters and digits three, and words that are no longer.
 * @param withSingle single characters of Chinese as well
 */
export function piecesOf(text: SearchText, withSingle = false): readonly string[] {
  return text.words.flatMap((word) => piecesOfWord(word, withSingle))
}

/** The pieces that a text must have so that a word can be in it. */
export function piecesOfWord(
  word: readonly Pick<SearchCharacter, 'folded'>[],
  withSingle = false,
): readonly string[] {
  const pieces: string[] = []
  let signs = ''
  word.forEach(({ folded }, place) => {
    const next = word[place + 1]?.folded
    const isSign = !isChinese(folded)
    if (isSign) signs += folded
    else if (withSingle) pieces.push(folded)
    if (next !== undefined && !(isSign && !isChinese(next))) pieces.push(folded + next)
    if (isSign && (next === undefined || isChinese(next))) {
      pieces.push(...piecesOfSigns(signs))
      signs = ''
    }
  })
  return pieces
}

function piecesOfSigns(signs: string): readonly string[] {
  const threes = Array.from({ length: Math.max(0, signs.length - 2) }, (_, at) => signs.slice(at, at + 3))
  return [...threes, `=${signs}`]
}

/** The pieces of sound: two syllables that stand together, and one alone. */
export function soundPieces(sounds: readonly string[]): readonly string[] {
  return sounds.flatMap((sound, place) => {
    const next = sounds[place + 1]
    return sound === '' ? [] : [sound, ...(next === undefined || next === '' ? [] : [`${sound}-${next}`])]
  })
}

/** The pieces of first letters: two that stand together. */
export function letterPieces(letters: readonly string[]): readonly string[] {
  return letters.slice(1).flatMap((next, place) => {
    const letter = letters[place] ?? ''
    return letter === '' || next === '' ? [] : [letter + next]
  })
}

/** The first letters of what is Chinese in a text, and its letters and digits as they are. */
export function lettersOf(text: SearchText): readonly string[] {
  return spokenOf(text).map((one) => (isChinese(one.folded) ? soundAt(one).slice(0, 1) : one.folded))
}
