import type { Finding } from '@duibiao/base'
import { statisticsFinding } from './statistics-finding.ts'
import type { StatisticsFault } from './statistics-finding.ts'
import { cleanName, findByCode, findByName } from './unit-register.ts'
import type { UnitEntry, UnitMatch, UnitRegister } from './unit-register.ts'

/** What a row says about its unit. */
export type RowUnit = {
  readonly name: string
  readonly code: string
  readonly parents: readonly string[]
  readonly year: number | undefined
}

type UnitReading = { readonly entry?: UnitEntry; readonly findings: readonly Finding[] }

/** Finds the unit of a row. One that a person must confirm is proposed in a finding and not taken. */
export function readUnit(
  register: UnitRegister,
  unit: RowUnit,
  place: { readonly file: string; readonly line: number; readonly column: number },
): UnitReading {
  const { name, code, parents, year } = unit
  if (name.trim() === '' && code === '') return { findings: [statisticsFinding(place, 'name_missing')] }
  const match = code === '' ? findByName(register, name, { parents, year }) : findByCode(register, code, year)
  const { entry, fault } = judge(match, unit)
  const clean = cleanName(name)
  const isSpaced = clean !== name.trim()
  const spaced = isSpaced ? [statisticsFinding(place, 'name_spaced', { text: name.trim(), clean })] : []
  const said = fault === undefined ? [] : [statisticsFinding(place, fault.code, fault.params)]
  return { ...(entry === undefined ? {} : { entry }), findings: [...spaced, ...said] }
}

type Judgement = {
  readonly entry?: UnitEntry
  readonly fault?: {
    readonly code: StatisticsFault
    readonly params: Readonly<Record<string, string | number>>
  }
}

function judge(match: UnitMatch, unit: RowUnit): Judgement {
  const text = unit.name.trim()
  switch (match.kind) {
    case 'found':
      return judgeCode(match.entry, unit)
    case 'former': {
      const { entry, old } = match
      const params = {
        text: old.name,
        year: (old.to ?? unit.year ?? 0) + 1,
        clean: entry.name,
        code: entry.code,
      }
      return { entry, fault: { code: 'name_former', params } }
    }
    case 'marked':
      return {
        fault: { code: 'name_marked', params: { text, clean: match.entry.name, code: match.entry.code } },
      }
    case 'elsewhere': {
      const params = { text, parent: unit.parents.join('、'), code: match.entry.code }
      return { fault: { code: 'parent_wrong', params } }
    }
    case 'split':
      return { fault: { code: 'name_split', params: { text, codes: match.codes.join(', ') } } }
    case 'ambiguous':
      return { fault: { code: 'name_ambiguous', params: { text, codes: match.codes.join(', ') } } }
    case 'unknown':
      return unit.code === ''
        ? { fault: { code: 'name_unknown', params: { text } } }
        : { fault: { code: 'code_unknown', params: { text: unit.code } } }
  }
}

/** A code and a name beside it must mean the same. */
function judgeCode(entry: UnitEntry, { name, code }: RowUnit): Judgement {
  const isSame = code === '' || name.trim() === '' || cleanName(name) === cleanName(entry.name)
  if (isSame) return { entry }
  return { fault: { code: 'code_unlike_name', params: { code, clean: entry.name, text: name.trim() } } }
}
