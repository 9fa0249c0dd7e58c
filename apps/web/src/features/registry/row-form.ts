import type { FormAnswer } from '../../form/form-definition.ts'
import type { Answers, FormSchema } from '../../form/schema-fault.ts'
import type { Part } from './queries.ts'
import { conditions, sketches } from './row-sketch.ts'
import type { RowKind } from './row-sketch.ts'

/** Names of fields on the page begin so: a list with filters stands behind the form. */
const prefix = 'row-'

/** Texts of a form, by key: `field.<name>`, `hint.<name>`, `choice.<name>.<value>`. Undefined for a text that there is not. */
export type TextOf = (text: string) => string | undefined

/**
 * The form of one row, in the shape of those of packs.
 * @param isNew asks for what names the row as well, which never changes afterwards
 * @param only these fields; all of the kind when not said
 */
export function rowForm(
  kind: RowKind,
  word: TextOf,
  { isNew, only }: { readonly isNew: boolean; readonly only?: readonly string[] },
): FormAnswer {
  const fields = Object.entries(sketches[kind]).filter(
    ([name, { isKey }]) => (isNew || isKey !== true) && (only?.includes(name) ?? true),
  )
  const names = new Set(fields.map(([name]) => name))
  const rules = (conditions[kind] ?? []).map((rule) => prefixed(rule, names))
  return {
    id: kind,
    schema: {
      type: 'object',
      properties: Object.fromEntries(fields.map(([name, { schema }]) => [prefix + name, schema])),
      required: fields.flatMap(([name, { isRequired }]) => (isRequired === true ? [prefix + name] : [])),
      ...(rules.length > 0 && only === undefined && { allOf: rules }),
    },
    fields: fields.map(([name, { widget, choices = [] }], order) => ({
      name: prefix + name,
      order: order + 1,
      widget,
      level: 'internal',
      choices: [...choices],
    })),
    texts: Object.fromEntries(fields.flatMap(([name, sketch]) => textsOf(kind, word, { name, ...sketch }))),
  }
}

function textsOf(
  kind: RowKind,
  word: TextOf,
  { name, choices = [] }: { name: string; choices?: readonly string[] },
) {
  const at = `form.${kind}.${prefix}${name}`
  const hint = word(`hint.${kind}.${name}`) ?? word(`hint.${name}`)
  return [
    [at, word(`field.${kind}.${name}`) ?? word(`field.${name}`) ?? name] as const,
    ...(hint === undefined ? [] : [[`${at}.hint`, hint] as const]),
    ...choices.map((one) => [`${at}.${one}`, word(`choice.${choiceSet(kind, name)}.${one}`) ?? one] as const),
  ]
}

/** Under which the words of choices stand: some go by the same name in several kinds and mean something else. */
function choiceSet(kind: RowKind, name: string): string {
  const own: Readonly<Record<string, string>> = {
    'areas.level': 'area_level',
    'offices.kind': 'office_kind',
    'items.kind': 'item_kind',
    'items.level': 'item_level',
    'duties.kind': 'duty_kind',
    'duties.list': 'duty_list',
    'posts.role': 'role',
  }
  return own[`${kind}.${name}`] ?? name
}

function prefixed({ if: condition, then }: FormSchema, names: ReadonlySet<string>): FormSchema {
  return {
    if: {
      properties: Object.fromEntries(
        Object.entries(condition?.properties ?? {}).map(([name, schema]) => [prefix + name, schema]),
      ),
      required: prefixedNames(condition?.required, names),
    },
    then: { required: prefixedNames(then?.required, names) },
  }
}

function prefixedNames(list: readonly string[] = [], names: ReadonlySet<string>): readonly string[] {
  return list.filter((one) => names.has(one)).map((one) => prefix + one)
}

/** What stands in a form for a row as it is kept. */
export function answersOf(kind: RowKind, row: Readonly<Record<string, unknown>>): Answers {
  return Object.fromEntries(
    Object.keys(sketches[kind]).flatMap((name) => {
      const text = cellText(name === 'mode' ? row['kind'] : row[name])
      return text === '' ? [] : [[prefix + name, text]]
    }),
  )
}

/** A value of a row as a cell of a file has it. */
export function cellText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (!Array.isArray(value)) return ''
  return value.map((one: unknown) => (typeof one === 'string' ? one : basisText(one))).join('；')
}

function basisText(value: unknown): string {
  const fields = new Map<string, unknown>(Object.entries(value ?? {}))
  const [law, article] = [cellText(fields.get('law')), cellText(fields.get('article'))]
  // As imports read it; words that name no law stand for themselves.
  return article === ''
    ? law
    : `${String.fromCodePoint(0x300a)}${law}${String.fromCodePoint(0x300b)}${article}`
}

export type Cells = Readonly<Record<string, string>>

/** What is sent for one row. */
export interface RowWish {
  readonly row: Cells
  /** The day of the change; today when not said. */
  readonly on?: string
}

/** Cells of what somebody changed in a form; what was cleared, or is not asked for any more, is an empty cell. */
export function changedCells(form: FormAnswer, before: Answers, after: Answers): Cells {
  return Object.fromEntries(
    form.fields.flatMap(({ name }) => {
      const [old, now] = [cellText(before[name]), cellText(after[name])]
      const own = name.slice(prefix.length)
      return old === now || own === 'mode' ? [] : [[own, now] as const]
    }),
  )
}

/** What a form says of one field. */
export function answerIn(answers: Answers, name: string): string {
  return cellText(answers[prefix + name])
}

/** Answers by the plain names of fields, to begin a form with. */
export function initialAnswers(values: Readonly<Record<string, string | undefined>>): Answers {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[prefix + name, value]])),
  )
}

/** The part in which a kind has its main rows. */
export const partOf: Readonly<Record<RowKind, Part>> = {
  areas: 'area',
  offices: 'office',
  posts: 'post',
  people: 'person',
  items: 'item',
  duties: 'duty',
  deputies: 'deputy',
  duty_times: 'duty_time',
}
