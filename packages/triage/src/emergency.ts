import type { FieldTexts } from './feature.ts'
import { normalForm, normalizeText } from './normal-text.ts'

/**
 * What a word of the rule says: that there is danger; or why words of danger beside it are none now. `harmless`: words that only
 * look like one of the others (一起火锅, 不是演习). `supposed` stands before a danger (一旦), `possible` right behind it (隐患). `present`:
 * what follows something past or supposed is so now. `speech`: what is quoted was called out.
 */
export const emergencySenses = [
  'danger',
  'harmless',
  'negated',
  'supposed',
  'possible',
  'past',
  'present',
  'over',
  'drill',
  'speech',
] as const
export type EmergencySense = (typeof emergencySenses)[number]

/** Why a word of danger does not count; `quoted`: it stands in quotation marks and nobody is said to have called it. */
export type EmergencyExcuse = 'negated' | 'supposed' | 'past' | 'over' | 'drill' | 'quoted'

/** A word of the rule. `danger`: the danger it speaks of; of `over` the only one that it ends. */
export type EmergencyWord = {
  readonly sense: EmergencySense
  readonly word: string
  readonly danger?: string
}

/** The words, and for dangers with which excuses they count all the same (不来我就跳楼 is a condition, and an emergency). */
export type EmergencyWords = {
  readonly words: readonly EmergencyWord[]
  readonly despite: ReadonlyMap<string, ReadonlySet<EmergencyExcuse>>
}

/** A word of danger in a message. Without `excuse` the message is an emergency. */
export type EmergencyMention = {
  readonly danger: string
  readonly field: string
  /** Place in the field, in UTF-16 units. */
  readonly from: number
  readonly to: number
  readonly text: string
  readonly excuse?: { readonly kind: EmergencyExcuse; readonly text: string }
}

/** Looks for danger in a message, by words and by what stands around them. The same message always has the same answer. */
export type EmergencyRule = (texts: FieldTexts) => readonly EmergencyMention[]

/** UTF-16 units of a field that are looked at. */
const longest = 100_000
/** A stretch of text without an end of a sentence is looked at in pieces; the overlap is longer than any word. */
const longestSentence = 2_000
const overlap = 40
/** How far before a danger a negation may stand; one of a single character stands right before it. */
const negationReach = 6
/** How far behind a danger a word may stand that makes it a mere possibility (火灾隐患). */
const suppositionReach = 4
/** How many sentences after a danger may say that it is over. */
const overReach = 2

/** Prepares a rule. Width, case, invisible characters, look-alikes and traditional characters are folded, in words and messages. */
export function openEmergencyRule({ words, despite }: EmergencyWords): EmergencyRule {
  const known = words.map((word) => ({ ...word, folded: normalForm(word.word) })).filter(isWord)
  // Most sentences speak of no danger: they are looked at no further.
  const dangers = known.filter(({ sense }) => sense === 'danger')
  return (texts) =>
    Object.entries(texts).flatMap(([field, text]) => {
      const folded = splitSentences(text ?? '').map(foldSentence)
      const near = new Set(
        folded.flatMap(({ folded: words }, index) =>
          dangers.some((one) => words.includes(one.folded))
            ? Array.from({ length: overReach + 1 }, (_, more) => index + more)
            : [],
        ),
      )
      const sentences = folded.map((one, index) =>
        near.has(index) ? readSentence(one, known) : { folded: one.folded, matches: [] },
      )
      return sentences.flatMap(({ matches }, index) =>
        matches
          .filter(({ sense }) => sense === 'danger')
          .map((match): EmergencyMention => {
            const { danger = '' } = match
            const excuse = findExcuse(
              match,
              sentences.slice(index, index + overReach + 1),
              despite.get(danger),
            )
            return { danger, field, ...placeOf(match), ...(excuse !== undefined && { excuse }) }
          }),
      )
    })
}

type FoldedWord = EmergencyWord & { readonly folded: string }

function isWord({ folded }: FoldedWord): boolean {
  return folded !== ''
}

type Piece = { readonly text: string; readonly from: number }

/** A word in a sentence. `at`, `end`: place in the folded sentence; `from`, `to`: in what was written. */
type Match = FoldedWord & {
  readonly at: number
  readonly end: number
  readonly from: number
  readonly to: number
  readonly text: string
}

type Sentence = { readonly folded: string; readonly matches: readonly Match[] }

function splitSentences(text: string): readonly Piece[] {
  const whole = text.slice(0, longest)
  const pieces: Piece[] = []
  for (const { 0: sentence, index } of whole.matchAll(/[^。．｡！？!?；;\n\r]+/gu)) {
    for (let from = 0; from < sentence.length; from += longestSentence - overlap) {
      pieces.push({ text: sentence.slice(from, from + longestSentence), from: index + from })
      if (from + longestSentence >= sentence.length) break
    }
  }
  return pieces
}

type FoldedPiece = { readonly piece: Piece; readonly folded: string; readonly origins: Int32Array }

function foldSentence(piece: Piece): FoldedPiece {
  const { units, origins } = normalizeText(piece.text)
  let folded = ''
  for (const unit of units) folded += String.fromCharCode(unit)
  return { piece, folded, origins }
}

function readSentence({ piece, folded, origins }: FoldedPiece, words: readonly FoldedWord[]): Sentence {
  const found = words.flatMap((word) =>
    placesIn(folded, word.folded).map((at): Match => {
      const end = at + word.folded.length
      const from = origins[at] ?? 0
      const to = (origins[end - 1] ?? 0) + 1
      return {
        ...word,
        at,
        end,
        from: piece.from + from,
        to: piece.from + to,
        text: piece.text.slice(from, to),
      }
    }),
  )
  const harmless = found.filter(({ sense }) => sense === 'harmless')
  const matches = found.filter(
    (match) =>
      match.sense !== 'harmless' && !harmless.some((one) => one.at <= match.at && match.end <= one.end),
  )
  return { folded, matches: matches.filter((match) => !isInside(match, matches)) }
}

function placesIn(text: string, word: string): readonly number[] {
  const places: number[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) places.push(at)
  return places
}

/** A danger that is a part of a longer one is told once. */
function isInside({ sense, at, end }: Match, matches: readonly Match[]): boolean {
  if (sense !== 'danger') return false
  return matches.some(
    (one) => one.sense === sense && one.at <= at && end <= one.end && one.end - one.at > end - at,
  )
}

function placeOf({ from, to, text }: Match) {
  return { from, to, text }
}

/** The first reason not to count a danger. @param around its sentence and those after it */
function findExcuse(
  danger: Match,
  around: readonly Sentence[],
  despite: ReadonlySet<EmergencyExcuse> = new Set(),
): EmergencyMention['excuse'] {
  const [own = { folded: '', matches: [] }] = around
  const finders = {
    quoted: () => findQuotation(danger, own),
    drill: () => own.matches.find(({ sense }) => sense === 'drill'),
    negated: () => own.matches.find((match) => isNegation(match, danger, own)),
    over: () => findOver(danger, around),
    past: () => own.matches.find((match) => isBefore('past', match, danger) && !isPresent(match, own)),
    supposed: () => own.matches.find((match) => isSupposition(match, danger, own)),
  } as const satisfies Readonly<Record<EmergencyExcuse, () => { readonly text: string } | undefined>>
  for (const kind of excuses) {
    const found = despite.has(kind) ? undefined : finders[kind]()
    if (found !== undefined) return { kind, text: found.text }
  }
  return undefined
}

const excuses = ['quoted', 'drill', 'negated', 'over', 'past', 'supposed'] as const

function isBefore(sense: EmergencySense, match: Match, danger: Match): boolean {
  return match.sense === sense && match.end <= danger.at
}

/** 没有发生火灾, in the same clause. */
function isNegation(match: Match, danger: Match, { folded }: Sentence): boolean {
  if (!isBefore('negated', match, danger)) return false
  const reach = match.folded.length === 1 ? 0 : negationReach
  return danger.at - match.end <= reach && !hasBreak(folded.slice(match.end, danger.at))
}

/** 一旦着火 anywhere before it in the sentence, unless it goes on to what is so now; 火灾隐患 right behind it. */
function isSupposition(match: Match, danger: Match, sentence: Sentence): boolean {
  if (match.sense === 'possible' && match.at >= danger.end) {
    const between = sentence.folded.slice(danger.end, match.at)
    return between.length <= suppositionReach && !hasBreak(between)
  }
  if (!isBefore('supposed', match, danger)) return false
  return !sentence.matches.some((one) => isBefore('present', one, danger) && one.at >= match.end)
}

/** 去年……，现在又: what follows is so now. */
function isPresent(past: Match, { matches }: Sentence): boolean {
  return matches.some(({ sense, at }) => sense === 'present' && at >= past.end)
}

/** 已经扑灭, of this danger: in its sentence or one of the next. */
function findOver(danger: Match, around: readonly Sentence[]): Match | undefined {
  return around
    .flatMap(({ matches }) => matches)
    .find(
      ({ sense, danger: only, from }) =>
        sense === 'over' &&
        (only === undefined || only === danger.danger) &&
        (from > danger.from || around[0]?.matches.some((one) => one.from === from) === true),
    )
}

const pairs = [
  ['《', '》'],
  ['“', '”'],
  ['「', '」'],
  ['『', '』'],
  ['"', '"'],
] as const

/** The quotation that holds a danger, unless somebody is said to have called it: 有人喊“救命”. */
function findQuotation(danger: Match, { folded, matches }: Sentence): { readonly text: string } | undefined {
  for (const [open, close] of pairs) {
    const before = folded.slice(0, danger.at)
    const isOpen =
      open === close
        ? before.split(open).length % 2 === 0
        : before.lastIndexOf(open) > before.lastIndexOf(close)
    const start = before.lastIndexOf(open)
    const end = folded.indexOf(close, danger.end)
    if (!isOpen || end < 0) continue
    const isCalled = matches.some(
      ({ sense, end: said }) => sense === 'speech' && said <= start && start - said <= 2,
    )
    if (!isCalled) return { text: folded.slice(start, end + 1) }
  }
  return undefined
}

function hasBreak(text: string): boolean {
  return /[,，、:：()（）]/u.test(text)
}
