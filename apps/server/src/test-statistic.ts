import { instantOf } from '@duibiao/base'
import type { RegistryChange } from '@duibiao/registry'
import {
  addStatisticImport,
  applyRegistryChanges,
  readLastImport,
  replaceStatisticDivisions,
} from '@duibiao/store'
import type { StatisticDefinition, StatisticUnits } from '@duibiao/store'
import type { Tenant } from './tenant.ts'

/** A definition of which nothing is at issue. */
export function aDefinition(
  indicator: string,
  change: Partial<StatisticDefinition> = {},
): StatisticDefinition {
  return {
    indicator,
    name: { zh: indicator, en: indicator },
    measure: '万元',
    direction: 'more',
    source: '统计年鉴',
    basis: undefined,
    ...change,
  }
}

/** Imports values past the reading of files, by their indicators: unit, period, value. */
export async function keepStatistics(
  { database, district }: Tenant,
  {
    units,
    values,
    definitions = [...new Set(values.map(([indicator]) => indicator))].map((code) => aDefinition(code)),
  }: {
    readonly units: StatisticUnits
    readonly values: readonly (readonly [indicator: string, unit: string, period: string, value: number])[]
    readonly definitions?: readonly StatisticDefinition[]
  },
): Promise<void> {
  await database.transaction(async (transaction) => {
    const number = (await readLastImport(transaction, district)) + 1
    await addStatisticImport(transaction, district, {
      done: {
        number,
        at: instantOf(Date.UTC(2026, 2, 1)),
        by: 'feng',
        file: 'table.csv',
        fileDigest: String(number).padStart(64, '0'),
        planDigest: '0'.repeat(64),
        units,
        sheet: '',
        rows: values.length,
        unitsTold: values.length,
        added: values.length,
        changed: 0,
        unchanged: 0,
        findings: '[]',
      },
      definitions,
      values: values.map(([indicator, unit, period, value], line) => ({
        indicator,
        unit,
        period,
        value,
        line: line + 2,
        column: 3,
      })),
    })
  })
}

/** A list of divisions, by code, name and what they lie in. */
export async function keepDivisions(
  { database, district }: Tenant,
  divisions: readonly (readonly [code: string, name: string, parent: string])[],
): Promise<void> {
  const entries = divisions.map(([code, name, parent]) => ({
    code,
    name,
    parents: [parent],
    from: undefined,
    to: undefined,
    successors: [],
  }))
  await database.transaction((transaction) => replaceStatisticDivisions(transaction, district, entries))
}

/** Two offices and two streets of a district. */
export async function fillSmallRegistry({ database, district, registry, now }: Tenant): Promise<void> {
  await registry.refresh()
  await applyRegistryChanges(database, district, {
    changes: [
      added('office', 'water', { ...rooted('water'), name: '水务局', kind: 'department' }),
      added('office', 'parks', { ...rooted('parks'), name: '园林绿化局', kind: 'department' }),
      added('area', 'd', { ...rooted('d'), name: '样例区', level: 'district' }),
      added('area', 's1', { ...below('s1', 'd'), name: '东街道', level: 'street' }),
      added('area', 's2', { ...below('s2', 'd'), name: '西街道', level: 'street' }),
    ],
    versions: registry.versions(),
    deed: { at: now(), by: 'test' },
  })
  await registry.refresh()
}

function rooted(id: string) {
  return { district: 1, id, path: `/${id}/`, validFrom: '2020-01-01' }
}

function below(id: string, parent: string) {
  return { district: 1, id, parent, path: `/${parent}/${id}/`, validFrom: '2020-01-01' }
}

function added(part: string, subject: string, after: object): RegistryChange {
  return { part, subject, act: 'added', fields: Object.keys(after), after } as unknown as RegistryChange
}
