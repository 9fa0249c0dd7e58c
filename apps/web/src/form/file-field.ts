import type { FormAnswer } from './form-definition.ts'
import type { Answers } from './schema-fault.ts'

/** Names of the fields whose answers are files. */
export function fileFields(form: FormAnswer): readonly string[] {
  return form.fields.filter(({ widget }) => widget === 'photos' || widget === 'files').map(({ name }) => name)
}

/** Answers without some fields. */
export function without(answers: Answers, names: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([name]) => !names.includes(name)))
}

/** Those of the answers to some fields. */
export function only(answers: Answers, names: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([name]) => names.includes(name)))
}
