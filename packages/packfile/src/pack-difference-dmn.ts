import type { Logic, TableLogic } from './dmn-model.ts'
import { readDmn } from './dmn-read.ts'
import type { Pack } from './pack.ts'

/** Lines by what they speak of. */
type PartLines = ReadonlyMap<string, string>

/** The elements of a pack's decision models by their id: of tables a line for each rule, of others what they say. */
export function dmnParts({ source }: Pack): ReadonlyMap<string, PartLines> {
  return new Map(
    [...source.files].flatMap(([file, bytes]): [string, PartLines][] => {
      if (!/^decisions\/.*\.dmn$/u.test(file)) return []
      const { model } = readDmn(new TextDecoder().decode(bytes), file)
      if (model === undefined) return []
      const { decisions, knowledge, services, inputs, items, imports } = model
      const others = [...knowledge, ...services, ...inputs, ...items, ...imports]
      return [
        ...decisions.map(({ id, logic, ...rest }): [string, PartLines] => [
          id,
          new Map([['decision', plainText(rest)], ...logicLines(logic)]),
        ]),
        ...others.map((one): [string, PartLines] => [one.id, new Map([[one.name, plainText(one)]])]),
      ]
    }),
  )
}

function logicLines(logic: Logic | undefined): readonly [string, string][] {
  if (logic === undefined) return []
  return logic.kind === 'table' ? tableLines(logic) : [['logic', plainText(logic)]]
}

function tableLines({ rules, ...table }: TableLogic): readonly [string, string][] {
  return [
    ['table', plainText(table)],
    ['order of rules', rules.map(({ id }) => id).join(' ')],
    ...rules.map(({ id, tests, outputs }): [string, string] => [
      id,
      `${tests.map(({ text }) => text).join(' | ')} ⇒ ${outputs.map(({ text }) => text).join(' | ')}`,
    ]),
  ]
}

/** Without the lines of the file: a rule that only moved down is the same. */
function plainText(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => (key === 'line' ? undefined : inner))
}
