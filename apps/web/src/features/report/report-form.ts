import type { AnswerOf, listReportKinds } from '@duibiao/contract'
import type { FormAnswer, FormField } from '../../form/form-definition.ts'
import type { Answers } from '../../form/schema-fault.ts'
import type { Spot } from '../../form/spot.ts'

export type ReportKind = AnswerOf<typeof listReportKinds>['rows'][number]

/** What residents are not asked for: the map says it, or only the offices know it. */
const unasked = /^(grid|code|tree|standard|matter|office|offices|person)$/
const positions: ReadonlySet<string> = new Set(['longitude', 'latitude'])

/** The form of a pack in the order in which people tell of it: pictures, where, what; the rest last. */
export function orderForReport(form: FormAnswer): FormAnswer {
  const required = new Set(Array.isArray(form.schema['required']) ? form.schema['required'] : [])
  function rank({ name, widget }: { readonly name: string; readonly widget: string }): number {
    if (widget === 'photos') return 0
    if (widget === 'place') return 1
    return required.has(name) || widget === 'textarea' ? 2 : 3
  }
  return {
    ...form,
    fields: form.fields
      .filter(({ name, widget }) => !unasked.test(widget) && !positions.has(name))
      .map((field) => ({ ...field, order: rank(field) * 1000 + field.order })),
  }
}

/** Whether a field is one that few fill in. */
export function isSeldom({ widget, isRequired }: FormField): boolean {
  return !isRequired && !/^(photos|place|textarea)$/.test(widget)
}

/** The variables of a report: what was typed, and where it is as far as the form asks for that. */
export function variablesOf(form: FormAnswer, answers: Answers, spot: Spot | undefined): Answers {
  if (spot === undefined) return answers
  const marks = marksOf(form, spot)
  const place = form.fields.find(({ widget }) => widget === 'place')?.name
  if (place === undefined) return { ...answers, ...marks }
  const typed = answers[place]
  const isMarked = Object.keys(marks).length > 0
  return { ...answers, [place]: wordsOf(spot, typeof typed === 'string' ? typed : '', isMarked), ...marks }
}

/** The point and the grid, as far as the form has fields for them. */
function marksOf(form: FormAnswer, { longitude, latitude, area, isGrid }: Spot): Answers {
  const grid = form.fields.find(({ widget }) => widget === 'grid')?.name
  const hasPoint = longitude !== undefined && Object.hasOwn(Object(form.schema['properties']), 'longitude')
  return {
    ...(grid !== undefined && isGrid && { [grid]: area }),
    ...(hasPoint && { longitude, latitude }),
  }
}

/** As many characters as a place may have. */
const longestPlace = 200

/** The place in words: an area that no field takes is named before what was written, as far as there is room. */
function wordsOf({ path }: Spot, typed: string, isMarked: boolean): string | undefined {
  const named = path.join(' ')
  const words = typed === '' || isMarked ? typed || named : `${named} ${typed}`
  const fitting = words.length > longestPlace ? typed : words
  return fitting === '' ? undefined : fitting
}
