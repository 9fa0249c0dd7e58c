import { matchText } from './search-match.ts'
import type { FoundHere } from './search-matter.ts'
import type { SearchQuery } from './search-query.ts'
import { readShort } from './search-text.ts'

/** Orders matters: by how their number or title matches, else by when they came; what matches in other words alone comes after. */
export function rankMatters(
  query: SearchQuery,
  found: readonly FoundHere[],
): readonly { readonly hit: FoundHere; readonly score: number }[] {
  return found
    .map((hit, place) => {
      const number = matchNumber(query, hit.number)
      const title = matchText(query, readShort(hit.title))?.score ?? 0
      // Newer ones stand first among those that match alike; stricter ways were looked for before looser ones.
      return { hit, score: Math.max(number, title * 0.97, hit.worth) - place / 100 }
    })
    .toSorted((one, other) => other.score - one.score)
}

/** A number as it is written, without its hyphens, or by its last part without zeros. */
function matchNumber({ whole }: SearchQuery, number: string): number {
  const typed = whole.map(({ folded }) => folded).join('')
  if (!/\d/.test(typed)) return 0
  const joined = number.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  if (joined === typed) return 100
  const serial = /(\d+)\D*$/.exec(number)?.[1] ?? ''
  if (serial === typed) return 96
  if (Number(serial) === Number(typed)) return 94
  if (joined.startsWith(typed)) return 84
  return joined.endsWith(typed) ? 82 : joined.includes(typed) ? 70 : 0
}
