import { foldCharacter } from './character.ts'

/** A text as it is compared, with the place of each character in what was written. */
export type NormalText = {
  /** UTF-16 units. */
  readonly units: Uint16Array
  /** Where each unit begins in the original, in UTF-16 units. */
  readonly origins: Int32Array
}

/** Characters that are looked at; a message says what it is about in its first pages. */
export const longestText = 4000

// The cap above counts what can be seen; this one bounds a text of a hundred thousand zero-width characters.
const longestOriginal = 20 * longestText

const dropped = 1
const severalUnits = 2
// Folding a character is the same every time, so it is kept: 0 stands for "not looked at yet".
const known = new Uint16Array(0x10000)
const several = new Map<number, string>()

/** Folds a text: see foldCharacter; a run of digits becomes one 0. What is beyond `longestText` characters is not read. */
export function normalizeText(text: string): NormalText {
  const room = Math.min(text.length * 2 + 16, longestText)
  let units = new Uint16Array(room)
  let origins = new Int32Array(room)
  let length = 0
  const end = Math.min(text.length, longestOriginal)
  for (let at = 0; at < end && length < longestText;) {
    const codePoint = text.codePointAt(at) ?? 0
    const kept = codePoint < 0x10000 ? (known[codePoint] ?? 0) || learn(codePoint) : severalUnits
    if (kept === severalUnits) {
      for (const unit of unitsOf(codePoint)) put(unit, at)
    } else if (kept !== dropped) put(kept, at)
    at += codePoint < 0x10000 ? 1 : 2
  }
  units = units.subarray(0, length)
  origins = origins.subarray(0, length)
  return { units, origins }

  function put(unit: number, at: number): void {
    if (length >= room || (unit === zero && length > 0 && units[length - 1] === zero)) return
    units[length] = unit
    origins[length] = at
    length += 1
  }
}

/** The normal form as text, for comparing whole texts. */
export function normalForm(text: string): string {
  const { units } = normalizeText(text)
  let form = ''
  for (const unit of units) form += String.fromCharCode(unit)
  return form
}

const zero = 0x30

function learn(codePoint: number): number {
  const folded = foldCharacter(codePoint)
  const kept = folded === '' ? dropped : folded.length === 1 ? folded.charCodeAt(0) : severalUnits
  known[codePoint] = kept
  return kept
}

function unitsOf(codePoint: number): readonly number[] {
  let folded = several.get(codePoint)
  if (folded === undefined) {
    folded = foldCharacter(codePoint)
    several.set(codePoint, folded)
  }
  return Array.from({ length: folded.length }, (_, index) => folded.charCodeAt(index))
}
