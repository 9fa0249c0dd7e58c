import { dateAt, uuidOf } from '@duibiao/base'
import type { DistrictId, Instant, LegalDate, MatterId } from '@duibiao/base'
import { findByNumber, findForSearch } from '@duibiao/store'
import type { FoundInSearch, MakePieces, Queryable, SearchedMatter } from '@duibiao/store'
import { letterPieces, lettersOf, pieceNumber, piecesOf, piecesOfWord, soundPieces } from './search-piece.ts'
import type { PieceSpace } from './search-piece.ts'
import { narrowingGroups } from './search-narrowing.ts'
import type { MatterNarrowing } from './search-narrowing.ts'
import type { SearchQuery } from './search-query.ts'
import type { SearchReach } from './search-reach.ts'
import { matchText } from './search-match.ts'
import { isChinese, readShort, readSyllables, soundAt } from './search-text.ts'
import type { SearchCharacter } from './search-text.ts'
import { wordsOfMatter } from './search-words.ts'
import type { MatterWords } from './search-words.ts'
import type { Tenant } from './tenant.ts'

const spaces = { listed: 't', internal: 'i', sensitive: 's' } as const satisfies Record<
  MatterWords['level'],
  PieceSpace
>

/** How the pieces of matters of a district are made. */
export function makeMatterPieces(tenant: Pick<Tenant, 'packs' | 'registry' | 'calendar'>): MakePieces {
  return (matter) => {
    const words = wordsOfMatter(tenant, matter)
    return [
      ...words.flatMap(piecesOfWords),
      ...matter.sights.map((key) => pieceNumber('k', key)),
      ...filterPieces(matter, dateAt(matter.openedAt, tenant.calendar())),
    ]
  }
}

function piecesOfWords({ field, level, text }: MatterWords): readonly number[] {
  const isListed = level === 'listed'
  const written = piecesOf(text, isListed).map((piece) => pieceNumber(spaces[level], piece))
  if (field === 'number') return [...written, ...partsOfNumber(text.text).map((one) => pieceNumber('t', one))]
  if (!isListed) return written
  const sounds = text.words.flatMap((word) => soundPieces(word.map(soundAt)))
  return [
    ...written,
    ...sounds.map((piece) => pieceNumber('p', piece)),
    ...letterPieces(lettersOf(text)).map((piece) => pieceNumber('l', piece)),
  ]
}

/** A number is also typed without its hyphens, and its last part without the zeros before it. */
function partsOfNumber(number: string): readonly string[] {
  const joined = number.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const serial = String(Number(/(\d{1,12})\D*$/.exec(number)?.[1] ?? ''))
  return [...piecesOfWord(Array.from(joined, (folded) => ({ folded }))), `=${serial}`]
}

function filterPieces(
  { status, office }: Pick<SearchedMatter, 'status' | 'office'>,
  on: LegalDate,
): readonly number[] {
  const filters = [`status:${status}`, `day:${on}`, `month:${on.slice(0, 7)}`]
  return [...filters, ...(office === undefined ? [] : [`office:${office}`])].map((one) =>
    pieceNumber('f', one),
  )
}

/** A matter that was found, and what of it its finder may search by. */
export interface FoundHere extends FoundInSearch {
  /** What it is worth that it was found this way, whatever its title says. */
  readonly worth: number
  readonly levels: readonly MatterWords['level'][]
}

/** What was found among matters; `isAtLeast`: there may be more. */
export interface MatterFindings {
  readonly found: readonly FoundHere[]
  readonly isAtLeast: boolean
}

type Groups = readonly (readonly number[])[]

interface Looking {
  readonly tenant: { readonly database: Queryable; readonly district: DistrictId }
  readonly reaches: readonly SearchReach[]
  readonly narrowing: MatterNarrowing
  readonly most: number
  /** Only what has the very characters: nobody is told of what merely sounds alike. */
  readonly isStrict?: boolean
}

/**
 * Looks for matters by stricter ways first: by number, then by the very characters; where that finds little, by its words one by one, by
 * sounds and first letters; where that finds nothing, by all but one of its characters.
 */
export async function findMatters(query: SearchQuery, looking: Looking): Promise<MatterFindings> {
  const found = new Map<string, FoundHere>()
  let isAtLeast = false
  async function look({ groups, worth, accepts = () => true }: Way): Promise<void> {
    for (const reach of looking.reaches) {
      const some = await findBy(groups(reach.levels), reach, looking)
      isAtLeast ||= some.length >= looking.most
      for (const one of some.filter(accepts)) {
        if (!found.has(one.matter)) found.set(one.matter, { ...one, worth, levels: reach.levels })
      }
    }
  }
  for (const one of await findNumbered(query, looking)) found.set(one.matter, one)
  const exact = signGroups(query)
  if (exact !== undefined) await look({ groups: () => exact, worth: 48 })
  // Whoever types a number in full wants this one matter.
  if (exact !== undefined && found.size > 0 && query.whole.length > 8)
    return findingsOf(found, looking, isAtLeast)
  const typed = groupsOfWords(query.words)
  await look({ groups: typed, worth: 42 })
  // Of a word that many say those are wanted that have it in the title, however old they are.
  if (isAtLeast) await look({ groups: () => typed(['listed']), worth: 46 })
  for (const { most, ...way } of looking.isStrict === true ? [] : looserWays(query)) {
    if (isAtLeast || found.size >= most) break
    await look(way)
  }
  return findingsOf(found, looking, isAtLeast)
}

/** Those that have it in the title are among the first, whichever was found first. */
function findingsOf(
  found: ReadonlyMap<string, FoundHere>,
  { most }: Looking,
  isAtLeast: boolean,
): MatterFindings {
  const inOrder = [...found.values()].toSorted((one, other) => other.worth - one.worth)
  return { found: inOrder.slice(0, most), isAtLeast }
}

/** A way of looking. */
interface Way {
  readonly groups: (levels: Levels) => Groups
  /** What it is worth that something was found this way. */
  readonly worth: number
  readonly accepts?: (found: FoundInSearch) => boolean
}

/** By the beginning of a number, as it stands in the record: also what came this moment. */
async function findNumbered(
  { whole, words }: SearchQuery,
  { tenant, reaches, narrowing, most }: Looking,
): Promise<readonly FoundHere[]> {
  const typed = words.map((word) => word.map(({ folded }) => folded).join('')).join('-')
  const isNarrowed = Object.values(narrowing).some((one) => one !== undefined)
  if (isNarrowed || whole.length > 40 || !/^[a-z]{1,4}-\d/.test(typed)) return []
  const found: FoundHere[] = []
  for (const { sight, levels } of reaches) {
    const wish = { sight, number: typed.toUpperCase(), limit: Math.min(most, 20) }
    const rows = await findByNumber(tenant.database, tenant.district, wish)
    found.push(...rows.map(({ matter, number, title }) => ({ matter, number, title, levels, worth: 60 })))
  }
  return found
}

/** Letters and digits that stand as whole words somewhere in what lists show; a part of a number is looked for otherwise. */
function signGroups({ words, hasChinese }: SearchQuery): Groups | undefined {
  const signs = words.map((word) => word.map(({ folded }) => folded).join(''))
  if (hasChinese || !signs.some((one) => /\d/.test(one))) return undefined
  return signs.slice(0, mostGroups).map((one) => [pieceNumber('t', `=${one}`)])
}

async function findBy(
  groups: Groups,
  { sight }: SearchReach,
  { tenant, narrowing, most }: Looking,
): Promise<readonly FoundInSearch[]> {
  if (groups.length === 0) return []
  return findForSearch(tenant.database, tenant.district, {
    sight,
    sightPieces: sight.kind === 'district' ? [] : sight.keys.map((key) => pieceNumber('k', key)),
    groups: [...groups, ...narrowingGroups(narrowing)],
    limit: most,
    ...(narrowing.after !== undefined && { from: narrowing.after }),
    ...(narrowing.before !== undefined && { before: narrowing.before }),
  })
}

type Levels = readonly MatterWords['level'][]

/** What is typed without blanks is one word; the most pieces that a search asks for say enough of a longer one. */
const mostGroups = 12

function groupsOfWords(words: readonly (readonly SearchCharacter[])[]): (levels: Levels) => Groups {
  const pieces = [...new Set(words.flatMap((word) => wantedPieces(word)))].slice(0, mostGroups)
  return (levels) => pieces.map((piece) => levels.map((level) => pieceNumber(spaces[level], piece)))
}

/**
 * Of Chinese all pairs; of letters and digits every third three in a row and the last, or the whole of what is shorter, unless a
 * character beside them says more.
 */
function wantedPieces(word: readonly SearchCharacter[]): readonly string[] {
  const pieces = piecesOfWord(word)
  if (pieces.length === 0) return word.map(({ folded }) => folded)
  const told = pieces.filter((piece) => !piece.startsWith('='))
  if (told.length === 0) return pieces
  const isSigns = told.every((piece) => !isChinese(piece) && piece.length === 3)
  return isSigns ? told.filter((_, at) => at % 3 === 0 || at === told.length - 1) : told
}

interface LooserWay extends Way {
  /** It is not gone when as many were found before. */
  readonly most: number
}

function looserWays(query: SearchQuery): readonly LooserWay[] {
  const few = 5
  const parts = query.parts.filter((part) => part.length > 1)
  const letters = query.whole.map(({ folded }) => folded)
  return [
    ...(parts.length > 1 ? [{ most: few, worth: 32, groups: groupsOfWords(parts) }] : []),
    ...soundsOf(query).map((sounds) => ({
      most: query.isLatin ? few : 1,
      worth: 30,
      groups: () => groupsOf('p', soundPieces(sounds), sounds),
    })),
    ...(query.isLatin && letters.length > 1
      ? [{ most: few, worth: 26, groups: () => groupsOf('l', letterPieces(letters), []) }]
      : []),
    ...slipsOf(query),
  ]
}

/** Two syllables say more than each of them alone. */
function groupsOf(space: 'p' | 'l', pieces: readonly string[], alone: readonly string[]): Groups {
  const told = pieces.length > alone.length ? pieces.filter((piece) => !alone.includes(piece)) : pieces
  return told.slice(0, mostGroups).map((piece) => [pieceNumber(space, piece)])
}

/** The ways in which a query may sound; a single character sounds like hundreds of others. */
function soundsOf({ whole, isLatin, hasChinese, hasLetters }: SearchQuery): readonly (readonly string[])[] {
  if (isLatin) return readSyllables(whole.map(({ folded }) => folded).join(''))
  if (!hasChinese || whole.length < 2) return []
  if (!hasLetters) return [whole.map(soundAt).filter((sound) => sound !== '')]
  const typed = whole.map((one) => (isChinese(one.folded) ? `${soundAt(one)}'` : one.folded)).join('')
  const parts = typed.split("'").filter((part) => part !== '')
  const read = parts.map((part) => readSyllables(part, 1)[0])
  // Of letters that are no pinyin, such as a word of another language, nothing is heard.
  return read.every((one) => one !== undefined) ? [read.flat()] : []
}

/** When one of its characters is a slip of the pen, either its first two characters are right or its last two. */
function slipsOf(query: SearchQuery): readonly LooserWay[] {
  const { whole, hasChinese } = query
  if (!hasChinese || whole.length < 4 || whole.length > 8) return []
  const ends = [...wantedPieces(whole.slice(0, 2)), ...wantedPieces(whole.slice(-2))]
  return [
    {
      most: 1,
      worth: 20,
      groups: () => [ends.map((piece) => pieceNumber('t', piece))],
      accepts: ({ title }) => matchText(query, readShort(title)) !== undefined,
    },
  ]
}

/** The id that stands before all those of matters that came at an instant or later. */
export function idAt(instant: Instant): MatterId {
  return uuidOf(instant, new Uint8Array(10)) as MatterId
}

/** Whether anything of a matter can be looked for by this query: a single sign that is no Chinese says too little. */
export function isWorthSearching({ whole }: SearchQuery): boolean {
  return whole.length > 1 || whole.some(({ folded }) => isChinese(folded) || /^\d$/.test(folded))
}
