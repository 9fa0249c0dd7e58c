import type { SearchQuery } from './search-query.ts'
import { soundOf } from './search-query.ts'
import { isChinese, soundAt, spokenOf } from './search-text.ts'
import type { SearchCharacter, SearchText } from './search-text.ts'

/**
 * By which way a text matches: the very characters, all its words, its pinyin, its first letters, words that sound alike, characters of
 * which one differs, characters that stand apart.
 */
export const matchWays = ['text', 'words', 'pinyin', 'initials', 'sound', 'alike', 'apart'] as const
export type MatchWay = (typeof matchWays)[number]

/** How well a text matches, and which of it. */
export interface TextMatch {
  readonly way: MatchWay
  /** 100 for the very same. */
  readonly score: number
  /** Places in the text as it is shown, in UTF-16 units, in their order. */
  readonly marks: readonly (readonly [start: number, end: number])[]
}

interface Run {
  readonly from: number
  readonly to: number
}

type Characters = readonly SearchCharacter[]

/**
 * Holds a query against a text; the best way counts.
 * @param isHeard whether it is also held against how the text sounds
 */
export function matchText(query: SearchQuery, text: SearchText, isHeard = true): TextMatch | undefined {
  const spoken = spokenOf(text)
  const found = query.whole.length === 0 ? undefined : findWay(query, spoken, isHeard)
  if (found === undefined) return undefined
  const { way, score, runs } = found
  // Of two that match the shorter one says more of what was looked for.
  const rest = Math.min(12, Math.max(0, spoken.length - query.whole.length) * 0.3)
  return { way, score: score === 100 ? score : score - rest, marks: runs.map((run) => markOf(run, spoken)) }
}

/** The strictest way that there is. */
function findWay(query: SearchQuery, spoken: Characters, isHeard: boolean): Found | undefined {
  return (
    matchWhole(query.whole, spoken) ??
    matchWords(query.words, spoken, 76) ??
    matchWords(query.parts, spoken, 70) ??
    (isHeard ? (matchSound(query, spoken) ?? matchInitials(query, spoken)) : undefined) ??
    matchAlike(query, spoken) ??
    matchApart(query, spoken)
  )
}

interface Found {
  readonly way: MatchWay
  readonly score: number
  readonly runs: readonly Run[]
}

function markOf({ from, to }: Run, spoken: Characters): readonly [number, number] {
  return [spoken[from]?.start ?? 0, spoken[to - 1]?.end ?? 0]
}

function matchWhole(wanted: Characters, spoken: Characters): Found | undefined {
  const from = placeOf(wanted, spoken)
  if (from === undefined) return undefined
  const score = wanted.length === spoken.length ? 100 : from === 0 ? 90 : 82
  return { way: 'text', score, runs: [{ from, to: from + wanted.length }] }
}

/** Where characters stand one after another. */
function placeOf(wanted: Characters, spoken: Characters): number | undefined {
  for (let from = 0; from + wanted.length <= spoken.length; from += 1) {
    if (wanted.every(({ folded }, place) => spoken[from + place]?.folded === folded)) return from
  }
  return undefined
}

function matchWords(words: readonly Characters[], spoken: Characters, score: number): Found | undefined {
  if (words.length < 2) return undefined
  const places = words.map((word) => placeOf(word, spoken))
  const runs = places.flatMap((from, index): readonly Run[] =>
    from === undefined ? [] : [{ from, to: from + (words[index]?.length ?? 0) }],
  )
  return runs.length === words.length ? { way: 'words', score, runs: inOrder(runs) } : undefined
}

function inOrder(runs: readonly Run[]): readonly Run[] {
  return runs.toSorted((one, other) => one.from - other.from)
}

/** Pinyin that was typed, or words that sound like those of the text. */
function matchSound({ whole, hasLetters, hasChinese }: SearchQuery, spoken: Characters): Found | undefined {
  const wanted = soundOf(whole)
  if (wanted.length < 2 || (hasChinese && whole.length < 2)) return undefined
  for (let from = 0; from < spoken.length; from += 1) {
    const heard = hear(wanted, spoken, from)
    // The last syllable of what is typed in letters may be only begun.
    if (heard === undefined || (!heard.isWhole && !hasLetters)) continue
    const score = (hasLetters ? 66 : 60) + leadOf(from, heard.to === spoken.length) - (heard.isWhole ? 0 : 4)
    return { way: hasLetters ? 'pinyin' : 'sound', score, runs: [{ from, to: heard.to }] }
  }
  return undefined
}

/** What it is worth that a text begins so, or is nothing else. */
function leadOf(from: number, isEnd: boolean): number {
  if (from > 0) return 0
  return isEnd ? 14 : 8
}

/** How far characters from a place on sound like what is wanted; `isWhole`: that ends where a character does. */
function hear(
  wanted: string,
  spoken: Characters,
  from: number,
): { readonly to: number; readonly isWhole: boolean } | undefined {
  let heard = ''
  for (let to = from; to < spoken.length; to += 1) {
    const character = spoken[to]
    const sound = character === undefined ? '' : soundAt(character)
    heard += sound
    if (sound === '' || !(wanted.startsWith(heard) || heard.startsWith(wanted))) return undefined
    if (heard.length >= wanted.length) return { to: to + 1, isWhole: heard.length === wanted.length }
  }
  return undefined
}

/** First letters, also beside characters and digits: `9号ck`. */
function matchInitials({ whole, hasLetters }: SearchQuery, spoken: Characters): Found | undefined {
  if (!hasLetters || whole.length < 2) return undefined
  for (let from = 0; from + whole.length <= spoken.length; from += 1) {
    if (!whole.every((wanted, place) => begins(wanted, spoken[from + place]))) continue
    const to = from + whole.length
    const score = 54 + (to - from === spoken.length ? 14 : from === 0 ? 6 : 0)
    return { way: 'initials', score, runs: [{ from, to }] }
  }
  return undefined
}

function begins({ folded }: SearchCharacter, character: SearchCharacter | undefined): boolean {
  if (character === undefined) return false
  if (character.folded === folded) return true
  return isChinese(character.folded) && /^[a-z]$/.test(folded) && soundAt(character).startsWith(folded)
}

/** Characters of which one differs, of six and more two: a slip of the pen. */
function matchAlike({ whole }: SearchQuery, spoken: Characters): Found | undefined {
  if (whole.length < 3) return undefined
  const most = whole.length < 6 ? 1 : 2
  for (let from = 0; from + whole.length <= spoken.length; from += 1) {
    const wrong = whole.filter(({ folded }, place) => spoken[from + place]?.folded !== folded).length
    if (wrong <= most) return { way: 'alike', score: 46, runs: [{ from, to: from + whole.length }] }
  }
  return undefined
}

/** Characters in their order with others between them (砍树 in 砍伐移植城市树木), or half of all pairs of characters. */
function matchApart(query: SearchQuery, spoken: Characters): Found | undefined {
  if (!query.hasChinese) return undefined
  const runs = query.words.map((word) => runsOfOrder(word, spoken))
  if (runs.every((some) => some !== undefined)) {
    return { way: 'apart', score: 38, runs: inOrder(runs.flat()) }
  }
  const pairs = query.whole.slice(1).map((_, place) => query.whole.slice(place, place + 2))
  if (pairs.length < 3) return undefined
  const places = pairs.flatMap((pair) => placeOf(pair, spoken) ?? [])
  if (places.length * 2 < pairs.length) return undefined
  return { way: 'apart', score: 30, runs: joined(places.map((from) => ({ from, to: from + 2 }))) }
}

function runsOfOrder(word: Characters, spoken: Characters): readonly Run[] | undefined {
  if (word.length < 2) return undefined
  const runs: Run[] = []
  let at = 0
  for (const { folded } of word) {
    const from = spoken.findIndex((character, place) => place >= at && character.folded === folded)
    if (from === -1) return undefined
    runs.push({ from, to: from + 1 })
    at = from + 1
  }
  const span = at - (runs[0]?.from ?? 0)
  return span <= word.length * 3 + 3 ? joined(runs) : undefined
}

function joined(runs: readonly Run[]): readonly Run[] {
  const done: Run[] = []
  for (const run of inOrder(runs)) {
    const last = done.at(-1)
    if (last !== undefined && run.from <= last.to)
      done.splice(-1, 1, { from: last.from, to: Math.max(last.to, run.to) })
    else done.push(run)
  }
  return done
}
