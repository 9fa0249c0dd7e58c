import type { IndicatorDraft } from '@duibiao/packfile'
import type { StatisticDefinition } from '@duibiao/store'
import { defined } from './defined.ts'
import { statisticFault } from './statistic-finding.ts'
import type { StatisticFinding } from './statistic-finding.ts'

/** What a plan changes about the definitions of a district. */
export interface DefinitionPlan {
  /** New ones, and those that are told otherwise than before. */
  readonly changed: readonly StatisticDefinition[]
  readonly findings: readonly StatisticFinding[]
}

/** A code that recipes may name, and that no computed indicator has. */
const possibleCode = /^[\p{L}\p{N}][\p{L}\p{N}_.:-]{0,63}$/u
const computedCode = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9_]*$/

/** Holds the indicators of a plan against the definitions there are. What a plan does not say of a known one stays. */
export function planDefinitions(
  drafts: readonly IndicatorDraft[],
  known: readonly StatisticDefinition[],
): DefinitionPlan {
  if (drafts.length === 0) {
    return { changed: [], findings: [statisticFault({ file: 'plan' }, 'plan_without_indicators')] }
  }
  const planned = drafts.map((draft) =>
    planOne(
      draft,
      known.find(({ indicator }) => indicator === draft.code),
    ),
  )
  return {
    changed: planned.flatMap(({ changed }) => changed),
    findings: planned.flatMap(({ findings }) => findings),
  }
}

function planOne(draft: IndicatorDraft, known: StatisticDefinition | undefined): DefinitionPlan {
  const at = { file: 'plan', row: draft.line } as const
  const text = draft.code
  if (!possibleCode.test(text) || computedCode.test(text)) {
    return { changed: [], findings: [statisticFault(at, 'code_impossible', { text })] }
  }
  const { name, measure, source, ...rest } = fillDraft(draft, known)
  if (name === undefined || measure === undefined || source === undefined) {
    const there = missingIn({ name, measure, source }).join(', ')
    return { changed: [], findings: [statisticFault(at, 'definition_missing', { text, there })] }
  }
  const definition = { indicator: text, name, measure, source, ...rest }
  if (known === undefined) return { changed: [definition], findings: [] }
  if (known.measure !== measure) {
    const params = { text, before: known.measure, after: measure }
    return { changed: [], findings: [statisticFault(at, 'measure_changed', params)] }
  }
  if (isSame(definition, known)) return { changed: [], findings: [] }
  return { changed: [definition], findings: [statisticFault(at, 'definition_changed', { text })] }
}

type FilledDraft = Partial<Pick<StatisticDefinition, 'name' | 'measure' | 'source'>> &
  Pick<StatisticDefinition, 'direction' | 'basis'>

/** What a plan does not say is as it was. */
function fillDraft(
  { name, measure, source, direction, basis }: IndicatorDraft,
  known: StatisticDefinition | undefined,
): FilledDraft {
  const told = { ...defined({ name, measure, source }), direction: direction ?? 'none', basis }
  if (known === undefined) return told
  return { ...known, ...defined({ name, measure, source, direction, basis }) }
}

function missingIn(parts: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(parts).flatMap(([key, value]) => (value === undefined ? [key] : []))
}

function isSame(one: StatisticDefinition, other: StatisticDefinition): boolean {
  return (
    one.name.zh === other.name.zh &&
    one.name.en === other.name.en &&
    one.direction === other.direction &&
    one.source === other.source &&
    one.basis === other.basis
  )
}
