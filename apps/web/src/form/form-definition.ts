import type { AnswerOf, readForm } from '@duibiao/contract'
import { idleFields } from './schema-fault.ts'
import type { Answers, FormSchema } from './schema-fault.ts'

/** A form as the service gives it. */
export type FormAnswer = AnswerOf<typeof readForm>

/** One field of a form with its words. */
export interface FormField {
  readonly name: string
  /** How it is shown: the widgets of packs. */
  readonly widget: string
  readonly label: string
  readonly hint: string | undefined
  readonly isRequired: boolean
  readonly schema: FormSchema
  /** The code list of the pack that answers are chosen from. */
  readonly list: string | undefined
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  /** A text about the message of a matter: a reply, a summary, a title. */
  readonly composed: FormAnswer['fields'][number]['composed']
}

/** The schema of a form; the service checked it when the pack was installed. */
export function schemaOf(form: FormAnswer): FormSchema {
  return form.schema
}

/** The fields of a form that are to be shown for what has been answered so far, in their order. */
export function shownFields(form: FormAnswer, answers: Answers): readonly FormField[] {
  const schema = schemaOf(form)
  const idle = idleFields(schema, answers)
  const required = new Set(schema.required)
  const conditional = idleFields(schema, {})
  return form.fields
    .filter(({ name }) => !idle.has(name))
    .toSorted((one, other) => one.order - other.order)
    .map(({ name, widget, choices, list, composed }) => ({
      name,
      widget,
      label: textOf(form, name) ?? name,
      hint: textOf(form, `${name}.hint`),
      isRequired: required.has(name) || conditional.has(name),
      schema: schema.properties?.[name] ?? {},
      list,
      choices: choices.map((value) => ({ value, label: textOf(form, `${name}.${value}`) ?? value })),
      composed,
    }))
}

/** A text of the form, such as that of a choice: `outcome.done`. */
function textOf({ id, texts }: FormAnswer, key: string): string | undefined {
  return texts[`form.${id}.${key}`]
}

/** What is sent: the answers to the fields that are shown, without those left empty. */
export function sentAnswers(form: FormAnswer, answers: Answers): Answers {
  const shown = new Set(shownFields(form, answers).map(({ name }) => name))
  return Object.fromEntries(
    Object.entries(answers).filter(([name, value]) => shown.has(name) && value !== undefined),
  )
}
