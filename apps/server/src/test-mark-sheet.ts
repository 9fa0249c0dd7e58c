import type { FactTable } from './ranking-table.ts'
import type { SheetContent } from './recipe-rule.ts'
import { countyOf } from './test-recipe.ts'

function named(text: string): SheetContent['name'] {
  return { zh: text, en: text }
}

const projects: SheetContent['items'][number] = {
  kind: 'entries',
  code: 'projects',
  name: { zh: '新开工项目', en: 'New projects' },
  eligible: [
    { fact: 'new', is: 'equal', value: true },
    { fact: 'amount', is: 'at_least', value: 1000 },
  ],
  amount: 'amount',
  multipliers: [
    {
      anyOf: [
        { fact: 'amount', is: 'above', value: 5000 },
        { fact: 'foreign', is: 'equal', value: true },
      ],
      factor: 1.5,
    },
  ],
  task: 'task',
  full: { zone: 100, county: 120 },
  most: 150,
}

/** New projects from 10 million yuan (amounts in 10,000), 1.5 above 50 million or foreign, the last five for people to look at. */
export function aSheet(change: Partial<SheetContent> = {}): SheetContent {
  return {
    kind: 'marks',
    name: { zh: '招商引资计分', en: 'Marks of new projects' },
    purpose: {
      zh: '比较各县新开工项目完成任务的情况',
      en: 'Compares how counties reach their task of new projects',
    },
    period: { from: '2026-04-01', to: '2026-06-30' },
    units: 'division',
    items: [
      projects,
      { kind: 'deductive', code: 'overdue', name: named('overdue'), fact: 'overdue', each: 0.5, most: 10 },
    ],
    flags: [
      {
        kind: 'last',
        code: 'last-five',
        name: { zh: '后五名待核', en: 'Last five, to be reviewed' },
        count: 5,
        when: [{ fact: 'months', is: 'at_least', value: 12 }],
      },
      {
        kind: 'veto',
        code: 'untrue',
        name: { zh: '填报不实待核', en: 'Report to be reviewed' },
        when: [{ fact: 'untrue', is: 'equal', value: true }],
      },
    ],
    uncertainty: {
      seed: 7,
      runs: 200,
      of: [
        { kind: 'weights', share: 0.25 },
        { kind: 'entries', share: 0.1 },
      ],
      points: 16,
    },
    bands: { kind: 'intervals' },
    ...change,
  }
}

/** Eight counties, the first with the most; the last is new and the third's report is doubted. */
export function someFacts(): FactTable {
  const codes = Array.from({ length: 8 }, (_, row) => countyOf(row))
  return {
    units: codes.map((code, row) => ({
      code,
      group: 'county',
      facts: { task: 10_000, months: row === 7 ? 3 : 24, untrue: row === 2, overdue: row % 3 },
    })),
    entries: codes.flatMap((unit, row) => [
      { id: `${unit}-1`, unit, facts: { new: true, foreign: false, amount: 5000 - row * 500 } },
      { id: `${unit}-2`, unit, facts: { new: true, foreign: row === 1, amount: 1500 } },
      { id: `${unit}-3`, unit, facts: { new: row !== 0, foreign: false, amount: 900 } },
    ]),
  }
}
