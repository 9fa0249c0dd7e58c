import type { FormAnswer } from './form-definition.ts'
import { schemaOf } from './form-definition.ts'
import type { Answers } from './schema-fault.ts'

/** What stands in a form at first, where the form keeps what its matter knows already: nothing has to be typed twice. */
export function knownAnswers(form: FormAnswer, variables: Answers): Answers {
  if (schemaOf(form)['x-duibiao']?.keeps !== true) return {}
  const known = form.fields.map(({ name }) => [name, variables[name]] as const)
  return Object.fromEntries(known.filter(([, value]) => value !== undefined && value !== null))
}
