import type { LegalDate } from '@duibiao/base'

/** The days on which something holds: from `validFrom` up to, but not on, `validUntil`; without it, until further notice. */
export type Validity = {
  readonly validFrom: LegalDate
  /** The first day on which it holds no more: the day its successor begins. */
  readonly validUntil?: LegalDate
}

/** True from the first day on until the day before `validUntil`. */
export function isValidOn({ validFrom, validUntil }: Validity, on: LegalDate): boolean {
  return validFrom <= on && (validUntil === undefined || on < validUntil)
}

/** True when no day of `inner` lies outside `outer`. */
export function isWithinValidity(inner: Validity, outer: Validity): boolean {
  if (inner.validFrom < outer.validFrom) return false
  if (outer.validUntil === undefined) return true
  return inner.validUntil !== undefined && inner.validUntil <= outer.validUntil
}

/** True when some day lies in both. */
export function overlaps(one: Validity, other: Validity): boolean {
  const begins = one.validFrom > other.validFrom ? one.validFrom : other.validFrom
  return [one, other].every(({ validUntil }) => validUntil === undefined || begins < validUntil)
}
