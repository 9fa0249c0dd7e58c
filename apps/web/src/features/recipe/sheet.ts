import type { FactTable, Sheet } from './queries.ts'

export type MarkItem = Sheet['items'][number]
export type MarkFlag = Sheet['flags'][number]
export type MarkCondition = MarkFlag['when'][number]
export type EntryItem = Extract<MarkItem, { readonly kind: 'entries' }>
export type Facts = FactTable['units'][number]['facts']

export const itemKinds = [
  'entries',
  'scored',
  'additive',
  'deductive',
] as const satisfies readonly MarkItem['kind'][]
export const flagKinds = ['last', 'veto'] as const satisfies readonly MarkFlag['kind'][]
export const relations = [
  'equal',
  'not_equal',
  'above',
  'at_least',
  'below',
  'at_most',
] as const satisfies readonly MarkCondition['is'][]

const unnamed = { zh: '', en: '' } as const
const fullMarks = 100

/** A mark sheet with nothing in it but one line, which entries make. */
export function blankSheet(period: Sheet['period']): Sheet {
  return {
    kind: 'marks',
    name: { ...unnamed },
    purpose: { ...unnamed },
    period,
    units: 'area',
    items: [blankItem('entries', { code: 'line-1' }, ['all'])],
    flags: [],
    uncertainty: { seed: 1, runs: 500, of: [{ kind: 'entries', share: 0.1 }], points: 0 },
    bands: { kind: 'intervals' },
    shown: 'bands',
  }
}

type Named = Pick<MarkItem, 'code'> & Partial<Pick<MarkItem, 'name'>>

/** A line as it begins when its kind is chosen; what it was called stays. */
export function blankItem(
  kind: MarkItem['kind'],
  { code, name = { ...unnamed } }: Named,
  groups: readonly string[],
): MarkItem {
  const full = Object.fromEntries(groups.map((group) => [group, fullMarks]))
  switch (kind) {
    case 'entries':
      return {
        kind,
        code,
        name,
        eligible: [],
        amount: 'amount',
        multipliers: [],
        task: 'task',
        full,
        most: 150,
      }
    case 'scored':
      return { kind, code, name, fact: 'done', target: 100, full }
    case 'additive':
    case 'deductive':
      return { kind, code, name, fact: 'count', each: 1, most: 10 }
  }
}

/** A flag as it begins when it is added. */
export function blankFlag(kind: MarkFlag['kind'], code: string): MarkFlag {
  const name = { ...unnamed }
  const when = [blankCondition()]
  return kind === 'last' ? { kind, code, name, count: 5, when } : { kind, code, name, when }
}

export function blankCondition(): MarkCondition {
  return { fact: 'amount', is: 'at_least', value: 1 }
}

/** A code that no line and no flag has yet. */
export function freeCode({ items, flags }: Pick<Sheet, 'items' | 'flags'>, begin: string): string {
  const taken = new Set([...items, ...flags].map(({ code }) => code))
  let number = 1
  while (taken.has(`${begin}-${number}`)) number += 1
  return `${begin}-${number}`
}

/** Groups that have full marks of their own, in the order in which they are named. */
export function groupsOf({ items }: Pick<Sheet, 'items'>): readonly string[] {
  return [...new Set(items.flatMap((item) => ('full' in item ? Object.keys(item.full) : [])))]
}

/** The same lines for other groups: each takes the full marks of the one that stood in its place. */
export function regroup({ items }: Pick<Sheet, 'items'>, groups: readonly string[]): MarkItem[] {
  const before = groupsOf({ items })
  return items.map((item) => {
    if (!('full' in item)) return item
    const full = groups.map((group, place) => [
      group,
      item.full[group] ?? item.full[before[place] ?? ''] ?? fullMarks,
    ])
    return { ...item, full: Object.fromEntries(full) }
  })
}

/** Facts that a sheet looks at, of units and of entries. */
export function factsOf({ items, flags }: Pick<Sheet, 'items' | 'flags'>): {
  readonly units: readonly string[]
  readonly entries: readonly string[]
} {
  const units = items.map((item) => (item.kind === 'entries' ? item.task : item.fact))
  const flagged = flags.flatMap(({ when }) => when.map(({ fact }) => fact))
  const entries = items.flatMap((item) =>
    item.kind === 'entries'
      ? [item.amount, ...[...item.eligible, ...item.multipliers.flatMap(({ anyOf }) => anyOf)].map(factOf)]
      : [],
  )
  return { units: [...new Set([...units, ...flagged])], entries: [...new Set(entries)] }
}

function factOf({ fact }: MarkCondition): string {
  return fact
}

/** Conditions that do not hold, to be told as the reason. What is not known never holds. */
export function unmetOf(facts: Facts, conditions: readonly MarkCondition[]): readonly MarkCondition[] {
  return conditions.filter((condition) => !holds(facts[condition.fact] ?? null, condition))
}

function holds(fact: Facts[string], { is, value }: MarkCondition): boolean {
  if (fact === null) return false
  if (is === 'equal') return fact === value
  if (is === 'not_equal') return fact !== value
  if (typeof fact !== 'number' || typeof value !== 'number') return false
  switch (is) {
    case 'above':
      return fact > value
    case 'at_least':
      return fact >= value
    case 'below':
      return fact < value
    case 'at_most':
      return fact <= value
  }
}
