import { matchText } from './search-match.ts'
import type { TextMatch } from './search-match.ts'
import { letterPieces, lettersOf, pieceNumber, piecesOf } from './search-piece.ts'
import type { SearchQuery } from './search-query.ts'
import { isChinese, readSyllables, soundAt, spokenOf } from './search-text.ts'
import type { SearchText } from './search-text.ts'
import type { SearchThing, ThingField } from './search-thing.ts'

/** Things by their pieces, in memory like the registry and the packs they are made from. */
export interface ThingIndex {
  /** What a query may be about, in no order: things that share enough of its pieces to be looked at. */
  readonly near: (query: SearchQuery) => readonly SearchThing[]
}

/** How a thing matches: the fields that do, the best first. */
export interface ThingMatch {
  readonly thing: SearchThing
  readonly score: number
  readonly fields: readonly { readonly field: ThingField; readonly match: TextMatch }[]
}

export function makeThingIndex(things: readonly SearchThing[]): ThingIndex {
  const postings = new Map<number, number[]>()
  things.forEach(({ fields }, place) => {
    for (const piece of new Set(fields.flatMap(({ text }) => numbersOf(text)))) {
      const known = postings.get(piece)
      if (known === undefined) postings.set(piece, [place])
      else known.push(place)
    }
  })
  return {
    near(query) {
      const counts = new Map<number, number>()
      const wanted = wishesOf(query)
      for (const pieces of wanted) {
        for (const place of new Set(pieces.flatMap((piece) => postings.get(piece) ?? []))) {
          counts.set(place, (counts.get(place) ?? 0) + 1)
        }
      }
      const least = query.isLatin ? 1 : Math.ceil(wanted.length / 2)
      return [...counts]
        .filter(([, count]) => count >= least)
        .toSorted(([, one], [, other]) => other - one)
        .slice(0, mostNear)
        .flatMap(([place]) => things[place] ?? [])
    },
  }
}

/** Things that are looked at closely; of more those that share the most. */
const mostNear = 400

function numbersOf(text: SearchText): readonly number[] {
  const sounds = spokenOf(text).flatMap((one) =>
    soundAt(one) === '' ? [] : [pieceNumber('p', soundAt(one))],
  )
  const letters = letterPieces(lettersOf(text)).map((piece) => pieceNumber('l', piece))
  return [...sounds, ...letters, ...piecesOf(text, true).map((piece) => pieceNumber('t', piece))]
}

/** What a thing should share with a query, each by one of several pieces. */
function wishesOf({ whole, words, isLatin, hasLetters }: SearchQuery): readonly (readonly number[])[] {
  if (isLatin) {
    const letters = whole.map(({ folded }) => folded)
    const text = letters.join('')
    const heard = readSyllables(text).map((sounds) => sounds.map((sound) => pieceNumber('p', sound)))
    const first = letterPieces(letters).map((piece) => pieceNumber('l', piece))
    const spelt = piecesOf({ text, words }).map((piece) => pieceNumber('t', piece))
    // Any of its readings may be meant; what has more of their pieces is nearer.
    return [...new Set([...heard.flat(), ...first, ...spelt])].map((piece) => [piece])
  }
  const signs = words
    .flatMap((word) => piecesOf({ text: '', words: [word.filter(({ folded }) => !isChinese(folded))] }))
    .map((piece) => [pieceNumber('t', piece)])
  const spoken = whole
    .filter(({ folded }) => isChinese(folded))
    .map((one) => [pieceNumber('t', one.folded), pieceNumber('p', soundAt(one))])
  return hasLetters && spoken.length > 0 ? spoken : [...spoken, ...signs]
}

/** What the fields beside the name are worth: a code is as good as a name, and an English one, often pinyin, a little less. */
const weights: Readonly<Record<ThingField['field'], number>> = {
  name: 1,
  english: 0.84,
  code: 0.98,
  post: 0.8,
  office: 0.6,
  area: 0.6,
  category: 0.6,
  basis: 0.55,
}

/**
 * Holds a query against a thing: all of it in one field, or each of its words in some field.
 * @param core the query without words that only ask; what has that is meant, a little less surely
 */
export function matchThing(
  query: SearchQuery,
  thing: SearchThing,
  core?: SearchQuery,
): ThingMatch | undefined {
  const found = [
    matchFields(query, thing),
    matchSpread(query, thing),
    ...(core === undefined ? [] : [lessSure(matchFields(core, thing))]),
  ].filter((one) => one !== undefined)
  const [best] = found.toSorted((one, other) => other.score - one.score)
  if (best === undefined) return undefined
  return { ...best, score: best.score + (thing.weight ?? 0) - (thing.isOver === true ? 15 : 0) }
}

function lessSure(match: ThingMatch | undefined): ThingMatch | undefined {
  return match && { ...match, score: match.score - 10 }
}

function matchFields(query: SearchQuery, thing: SearchThing): ThingMatch | undefined {
  const matches = thing.fields.flatMap((field) => {
    const match = matchText(query, field.text)
    return match === undefined ? [] : [{ field, match, score: match.score * weights[field.field] }]
  })
  const fields = matches.toSorted((one, other) => other.score - one.score)
  const [first] = fields
  return first && { thing, score: first.score, fields: fields.slice(0, 2) }
}

/** Words of which one stands in the name and others beside it: `市场监管 食品`. */
function matchSpread(query: SearchQuery, thing: SearchThing): ThingMatch | undefined {
  const words = query.words.length > 1 ? query.words : query.parts
  if (words.length < 2) return undefined
  const each = words.map((word) => {
    const alone: SearchQuery = { ...query, whole: word, words: [word], parts: [] }
    const matches = thing.fields.flatMap((field) => {
      const match = matchText(alone, field.text)
      return match === undefined ? [] : [{ field, match, score: match.score * weights[field.field] }]
    })
    return matches.toSorted((one, other) => other.score - one.score)[0]
  })
  const found = each.filter((one) => one !== undefined)
  if (found.length < words.length || !found.some(({ field }) => field.field === 'name')) return undefined
  const score = found.reduce((sum, one) => sum + one.score, 0) / found.length - 12
  return { thing, score, fields: found }
}
