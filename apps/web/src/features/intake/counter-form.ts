import type { FormAnswer } from '../../form/form-definition.ts'
import type { Answers } from '../../form/schema-fault.ts'
import type { Position } from '../../ui/area-shape.ts'

/** The form without what is answered beside it: which open matter it is the same as. */
export function counterForm(form: FormAnswer): FormAnswer {
  return { ...form, fields: form.fields.filter(({ widget }) => widget !== 'matter') }
}

/** The answer that names an open matter as the same, where the form has a field for that. */
export function linkField(form: FormAnswer, number: string): Answers {
  const field = form.fields.find(({ widget }) => widget === 'matter')
  return field === undefined ? {} : { [field.name]: number }
}

/** The point that was marked. */
export function placeIn({ longitude, latitude }: Answers): Position | undefined {
  return typeof longitude === 'number' && typeof latitude === 'number' ? { longitude, latitude } : undefined
}

/** What it is called before it has a number: its subject, or how its description begins. */
export function titleOf({ subject, description }: Answers): string {
  const text = [subject, description].find((one) => typeof one === 'string' && one !== '')
  return typeof text === 'string' ? Array.from(text).slice(0, 60).join('') : ''
}
