import { expect, test } from 'vitest'
import { createdTables, exportedTypes, findForeign, readGlossary, splitWords } from './glossary.ts'

const { glossary } = readGlossary(`
terms:
  matter: { zh: 事项, meaning: unit of work }
  add signer: { zh: 加签, meaning: have another sign }
  decision: { zh: 决定, forms: [decided], meaning: an answer }
programming: { general: id row prefix }
`)

test('a name made of words of the glossary passes, whatever its case', () => {
  const names = ['Matter', 'MatterRow', 'AddSigner', 'SignerId', 'Decided', 'Matters', 'Prefixes']
  expect(
    findForeign(
      names.map((name) => ({ kind: 'type', name, where: 'a.ts' })),
      glossary,
    ),
  ).toEqual([])
})

test('a foreign word is named with the place it stands in', () => {
  expect(findForeign([{ kind: 'type', name: 'MatterTicket', where: 'a.ts' }], glossary)).toEqual([
    'a.ts MatterTicket: "ticket" is not in docs/glossary.yaml',
  ])
})

test('tables are singular', () => {
  expect(findForeign([{ kind: 'table', name: 'matter_row', where: 'a.sql' }], glossary)).toEqual([])
  expect(findForeign([{ kind: 'table', name: 'matters', where: 'a.sql' }], glossary)).toHaveLength(1)
})

test('names are split in camel, snake and kebab case and at the end of capitals', () => {
  expect(splitWords('XMLElementId')).toEqual(['xml', 'element', 'id'])
  expect(splitWords('report-in')).toEqual(['report', 'in'])
  expect(splitWords('matter_clock')).toEqual(['matter', 'clock'])
})

test('exported interfaces, aliases and classes are read; values and inner types are not', () => {
  const source = `
    export interface One { a: 1 }
    export type Two = 2
    export class Three {}
    export const four = 4
    type Five = 5`
  expect(exportedTypes('a.ts', source).map(({ name }) => name)).toEqual(['One', 'Two', 'Three'])
})

test('tables are read from a migration, and comments are not', () => {
  const sql = `
    -- create table ghost (id int);
    create table matter (id int);
    create table if not exists duibiao.ledger_entry (id int);
    CREATE UNLOGGED TABLE "scratch" (id int);
    alter table entry rename to record;`
  expect(createdTables('a.sql', sql).map(({ name }) => name)).toEqual([
    'matter',
    'ledger_entry',
    'scratch',
    'record',
  ])
})

test('a concept without a Chinese name or meaning, and a name for two concepts, are faults of the glossary', () => {
  const { faults } = readGlossary(`
terms:
  matter: { zh: 事项, meaning: unit of work }
  issue: { zh: 事项, meaning: the same again }
  clock: { zh: 时限 }
  grid: { meaning: smallest area }
`)
  expect(faults).toEqual(['grid: has no Chinese name', 'clock: has no meaning', '事项: names two concepts'])
})
