import { pinyin } from 'pinyin-pro'

/** One character of a text as it is searched: folded, and where it stands in the text. `soundAt` says how it sounds. */
export interface SearchCharacter {
  readonly folded: string
  /** The word it is part of, and which of its characters it is. */
  readonly word: SearchWord
  readonly place: number
  /** Place in the text as it is shown, in UTF-16 units. */
  readonly start: number
  readonly end: number
}

/** A run of characters with nothing between them. How it sounds is worked out when it is first asked for: most match otherwise. */
interface SearchWord {
  readonly characters: SearchCharacter[]
  sounds?: readonly string[]
}

/** A text made ready to be searched: its words, each the characters without anything between them. */
export interface SearchText {
  readonly text: string
  readonly words: readonly (readonly SearchCharacter[])[]
}

const isHan = /^\p{Script=Han}$/u
const isSpoken = /^[\p{L}\p{N}]$/u
// Zero-width characters, marks of direction and the like are no characters to anybody who reads.
const isInvisible = /^[\p{Cf}\p{Mn}\p{Cc}\u115f\u1160\u3164]$/u

const digitSounds = ['ling', 'yi', 'er', 'san', 'si', 'wu', 'liu', 'qi', 'ba', 'jiu'] as const

/** Whether a character is written as a word or a part of one in Chinese. */
export function isChinese(folded: string): boolean {
  const code = folded.charCodeAt(0)
  return (code >= 0x4e00 && code <= 0x9fff) || (code > 0x2e7f && isHan.test(folded))
}

/**
 * What is not told apart by many who type: 平翘舌 (z zh, c ch, s sh) and 前后鼻音 (n ng). Both sides of a comparison are written
 * so, syllable by syllable.
 */
export function looseSound(syllable: string): string {
  return syllable.replace(/^([zcs])h/, '$1').replace(/ng$/, 'n')
}

/** Reads a text once; full width, capitals and signs are folded, what is invisible is passed over. */
export function readText(text: string): SearchText {
  const words: SearchWord[] = []
  let word: SearchWord | undefined
  let start = 0
  for (const character of text) {
    const end = start + character.length
    for (const folded of foldsOf(character)) {
      if (folded === between) {
        word = undefined
        continue
      }
      if (word === undefined) {
        word = { characters: [] }
        words.push(word)
      }
      word.characters.push({ folded, word, place: word.characters.length, start, end })
    }
    start = end
  }
  return { text, words: words.map(({ characters }) => characters) }
}

/**
 * How a character sounds where it stands: pinyin without tone, in the loose form of `looseSound`; of a letter the letter, of a digit how
 * it is read; empty for what is not spoken.
 */
export function soundAt({ word, place }: SearchCharacter): string {
  word.sounds ??= soundsOfWord(word.characters)
  return word.sounds[place] ?? ''
}

const between = ' '
const folds = new Map<string, readonly string[]>()

/** What a character is folded to: nothing for an invisible one, `between` for what stands between words. */
function foldsOf(character: string): readonly string[] {
  const known = folds.get(character)
  if (known !== undefined) return known
  const read = isInvisible.test(character)
    ? []
    : Array.from(character.normalize('NFKC').toLowerCase(), (one) => (isSpoken.test(one) ? one : between))
  // A few ten thousand characters are all there are in use; who sends others does not fill the memory.
  if (folds.size < 30_000) folds.set(character, read)
  return read
}

/** Reads a short text that is read again and again, such as a title, and keeps it for a while. */
export function readShort(text: string): SearchText {
  const known = kept.get(text)
  if (known !== undefined) return known
  if (kept.size >= mostKept) kept.clear()
  const read = readText(text)
  kept.set(text, read)
  return read
}

const mostKept = 5_000
const kept = new Map<string, SearchText>()

/** The characters of a text without what stands between its words. */
export function spokenOf({ words }: SearchText): readonly SearchCharacter[] {
  return words.flat()
}

/** A run of Chinese is read as a whole, for how a character is read depends on its neighbours. */
function soundsOfWord(word: readonly Pick<SearchCharacter, 'folded'>[]): readonly string[] {
  const sounds: string[] = []
  for (let from = 0; from < word.length;) {
    let to = from
    while (to < word.length && isChinese(word[to]?.folded ?? '')) to += 1
    const run = word.slice(from, to).map(({ folded }) => folded)
    sounds.push(...soundsOfRun(run))
    if (to < word.length) sounds.push(soundOfSign(word[to]?.folded ?? ''))
    from = to + 1
  }
  return sounds
}

function soundsOfRun(run: readonly string[]): readonly string[] {
  if (run.length === 0) return []
  const read = pinyin(run.join(''), { toneType: 'none', type: 'array', v: true })
  const sounds =
    read.length === run.length ? read : run.map((one) => pinyin(one, { toneType: 'none', v: true }))
  return sounds.map((sound) => looseSound(/^[a-z]+$/.test(sound) ? sound : ''))
}

function soundOfSign(folded: string): string {
  if (/^\d$/.test(folded)) return digitSounds[Number(folded)] ?? ''
  return /^[a-z]$/.test(folded) ? folded : ''
}

const finals =
  'iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|vn|a|e|i|o|u|v'
const syllable = new RegExp(`^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:${finals})`)

/**
 * The ways in which letters can be read as syllables of pinyin, the fewest syllables first: `xian` is one or two. A last syllable that
 * is only begun is left out.
 */
export function readSyllables(letters: string, most = 3): readonly (readonly string[])[] {
  const read: (readonly string[])[] = []
  const begun: (readonly string[])[] = []
  function go(at: number, before: readonly string[]): void {
    // Long input has many readings; who types so much is not helped by another.
    if (read.length + begun.length >= 24) return
    const rest = letters.slice(at)
    if (rest === '' || (before.length > 0 && /^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])$/.test(rest))) {
      if (before.length > 0) (rest === '' ? read : begun).push(before)
      return
    }
    const longest = syllable.exec(rest)?.[0] ?? ''
    for (let length = longest.length; length > 0; length -= 1) {
      const one = rest.slice(0, length)
      if (syllable.exec(one)?.[0] === one) go(at + length, [...before, one])
    }
  }
  go(0, [])
  const loose = (read.length > 0 ? read : begun).map((syllables) => syllables.map(looseSound))
  const told = new Map(loose.map((syllables) => [syllables.join(' '), syllables]))
  return [...told.values()].toSorted((one, other) => one.length - other.length).slice(0, most)
}
