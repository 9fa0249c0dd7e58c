import { formatInstant } from '@duibiao/base'
import type { Language } from '@duibiao/base'
import type { SearchRow } from '@duibiao/contract'
import { readMatters } from '@duibiao/store'
import type { ReadMatter } from '@duibiao/store'
import type { Static } from 'typebox'
import { defined } from './defined.ts'
import { matchText } from './search-match.ts'
import type { TextMatch } from './search-match.ts'
import type { FoundHere } from './search-matter.ts'
import type { SearchQuery } from './search-query.ts'
import type { ThingMatch } from './search-thing-index.ts'
import { wordsOfMatter } from './search-words.ts'
import type { MatterWords } from './search-words.ts'
import type { Tenant } from './tenant.ts'

type Row = Static<typeof SearchRow>
type Why = Row['why'][number]

/** A thing as it is shown, and by which of its fields it matches. */
export function explainThing({ thing, fields }: ThingMatch): Row {
  const { kind, sort, id, number, name, beside, isOver, successors } = thing
  return {
    kind,
    sort,
    id,
    name,
    ...defined({ number, beside, is_over: isOver, successors: successors && [...successors] }),
    why: fields.map(({ field: { field, text }, match }) => whyOf(field, text.text, match)),
  }
}

interface Scene {
  readonly tenant: Tenant
  readonly wanted: SearchQuery
  readonly language: Language
}

/** Matters as they are shown: only words that whoever looked for them may search by say why. */
export async function explainMatters(
  { tenant, wanted, language }: Scene,
  found: readonly FoundHere[],
): Promise<ReadonlyMap<string, Row>> {
  const ids = found.map(({ matter }) => matter)
  const read = ids.length === 0 ? new Map() : await readMatters(tenant.database, tenant.district, ids)
  const rows = found.flatMap((hit): readonly (readonly [string, Row])[] => {
    const matter: ReadMatter | undefined = read.get(hit.matter)
    return matter === undefined
      ? []
      : [[hit.matter, explainMatter({ tenant, wanted, language }, { hit, matter })]]
  })
  return new Map(rows)
}

function explainMatter(
  { tenant, wanted, language }: Scene,
  { hit, matter: { found, listed } }: { readonly hit: FoundHere; readonly matter: ReadMatter },
): Row {
  const pack = tenant.packs.ofProcedure(found.procedure)
  const { category, area } = listed
  const words = wordsOfMatter(tenant, { ...found, category, area }).filter(({ level }) =>
    hit.levels.includes(level),
  )
  const matches = words
    .flatMap((one) => {
      const { field, text } = one
      const match = matchField(wanted, one)
      return match === undefined ? [] : [{ field, text: text.text, match }]
    })
    .toSorted((one, other) => other.match.score - one.match.score)
    .slice(0, 2)
  const { state } = tenant.registry
  const beside = [pack?.manifest.title[language], state().area.get(area ?? '')?.name].filter(
    (one) => one !== undefined,
  )
  return {
    kind: 'matter',
    sort: 'matter',
    id: found.matter,
    number: found.number,
    name: found.title,
    beside: beside.join(' · '),
    status: listed.status,
    opened_at: formatInstant(found.openedAt),
    why: matches.map(({ field, text, match }) => ({
      ...whyOf(field, text, match),
      ...defined({ label: labelOf(pack?.texts[language] ?? {}, field) }),
    })),
  }
}

/** What only some are shown is not found by its sound; a number is also found by a part of it. */
function matchField(wanted: SearchQuery, { field, level, text }: MatterWords): TextMatch | undefined {
  const match = matchText(wanted, text, level === 'listed')
  if (match !== undefined || field !== 'number') return match
  const typed = wanted.whole.map(({ folded }) => folded).join('')
  const at = text.text.indexOf(typed)
  return at === -1 ? undefined : { way: 'text', score: 80, marks: [[at, at + typed.length]] }
}

/** How the first form of a pack that has a field calls it. */
function labelOf(texts: Readonly<Record<string, string>>, field: string): string | undefined {
  const key = Object.keys(texts).find(
    (one) => one.startsWith('form.') && one.split('.')[2] === field && one.split('.').length === 3,
  )
  return key === undefined ? undefined : texts[key]
}

/** Characters that are shown before and after what matches. */
const around = 24

function whyOf(field: string, text: string, { way, marks }: TextMatch): Why {
  const first = marks[0]?.[0] ?? 0
  const last = marks.at(-1)?.[1] ?? first
  const from = text.length <= 80 ? 0 : Math.max(0, first - around)
  const to =
    text.length <= 80 ? text.length : Math.min(text.length, Math.max(last, first + 40) + around, from + 160)
  const isNumber = field === 'number' || field === 'code'
  return {
    field,
    way: isNumber && way === 'text' ? 'number' : way,
    text: `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`,
    marks: marks
      .filter(([start]) => start >= from && start < to)
      .map(([start, end]) => {
        const shift = (from > 0 ? 1 : 0) - from
        return { from: start + shift, to: Math.min(end, to) + shift }
      }),
  }
}
