import { canonicalJson } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { lookUpParameters } from '@duibiao/packfile'
import type { Pack, TriageRule } from '@duibiao/packfile'
import { sha256 } from '@duibiao/store'
import type { CategoryWords } from '@duibiao/triage'
import type { Tenant } from './tenant.ts'

export { triageTexts } from './triage-text.ts'

/** What a pack says of sorting its matters, with the categories there are. */
export interface PackTriage {
  readonly pack: string
  readonly text: TriageRule['text']
  /** The categories there are, with the words of the pack for each; empty where the pack has no list of them. */
  readonly categories: readonly CategoryWords[]
  /** As a set; undefined where people may write any. */
  readonly open: ReadonlySet<string> | undefined
  /** Digest of the categories and their words. */
  readonly categoryHash: string
}

/** What the newest version of a pack says of sorting; undefined when it says nothing. */
export function triageOf({ packs }: Pick<Tenant, 'packs'>, name: string): PackTriage | undefined {
  const pack = packs.find(name)
  return pack && readTriage(pack)
}

/** Every pack of a district whose matters are sorted. */
export function listTriages({ packs }: Pick<Tenant, 'packs'>): readonly PackTriage[] {
  return packs.list().flatMap((pack) => readTriage(pack) ?? [])
}

const known = new WeakMap<Pack, PackTriage>()

function readTriage(pack: Pack): PackTriage | undefined {
  const rule = pack.manifest.triage
  if (rule === undefined) return undefined
  const found = known.get(pack)
  if (found !== undefined) return found
  const categories = categoriesOf(pack, rule)
  const made: PackTriage = {
    pack: pack.manifest.name,
    text: rule.text,
    categories,
    open: rule.list === undefined ? undefined : new Set(categories.map(({ category }) => category)),
    categoryHash: sha256.digest(canonicalJson(categories.map(({ category, words }) => [category, ...words]))),
  }
  known.set(pack, made)
  return made
}

/**
 * The rows of the list, each with the words of the columns that people see. Of a code that stands for a component and for an
 * event, the event: that is what is reported.
 */
function categoriesOf({ manifest, codes }: Pack, { list = '' }: TriageRule): readonly CategoryWords[] {
  const { key = [], shown = [] } = manifest.codes?.[list] ?? {}
  const rows = codes.get(list)?.rows ?? []
  const ranked = rows.toSorted((one, other) => Number(isEvent(one)) - Number(isEvent(other)))
  const words = new Map(
    ranked.map((row) => [
      row[key.at(-1) ?? ''] ?? '',
      shown.flatMap((column) => (row[column] ?? '').split('、')).filter((word) => word.trim() !== ''),
    ]),
  )
  return [...words].map(([category, own]) => ({ category, words: own }))
}

function isEvent({ kind }: Readonly<Record<string, string>>): boolean {
  return kind === 'event'
}

/** The least share of the open matters of a category by which an office is suggested, as the district settled it. */
export function officeShareOf(
  { packs }: Pick<Tenant, 'packs'>,
  { manifest, parameters }: Pack,
  at: Instant,
): number {
  const name = manifest.triage?.office
  if (name === undefined) return 0
  const share = Number(lookUpParameters(parameters, packs.choiceAt(manifest.name, at))(name, at))
  // A value that is no number suggests nothing.
  return Number.isFinite(share) ? share : Infinity
}

/** By what a model is trained anew, as the district settled it. */
export interface TrainingRule {
  /** New confirmed matters, or days with any. */
  readonly after: number
  readonly days: number
  /** Share that is held back: 0 to 0.5. */
  readonly held: number
  /** Points of macro-F1 that a new model must win: 0 to 1. */
  readonly gain: number
  /** The newest matters, at most. */
  readonly most: number
}

/** The rule of a pack at an instant. A value that makes no sense counts as the nearest that does. */
export function trainingRuleOf(
  { packs }: Pick<Tenant, 'packs'>,
  name: string,
  at: Instant,
): TrainingRule | undefined {
  const pack = packs.find(name)
  const train = pack?.manifest.triage?.train
  if (pack === undefined || train === undefined) return undefined
  const look = lookUpParameters(pack.parameters, packs.choiceAt(name, at))
  function read(parameter: string, least: number, most: number): number {
    const value = Number(look(parameter, at))
    return Math.min(most, Math.max(least, Number.isFinite(value) ? value : least))
  }
  return {
    after: Math.ceil(read(train.after, 1, 1_000_000)),
    days: read(train.days, 1, 3650),
    held: read(train.held, 0.05, 0.5),
    gain: read(train.gain, 0, 1),
    most: Math.ceil(read(train.most, 100, 200_000)),
  }
}
