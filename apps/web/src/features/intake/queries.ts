import { useMay, useMe } from '../../app/me.tsx'
import type { FormAnswer } from '../../form/form-definition.ts'
import { outboxOf } from '../../form/outbox.ts'
import type { Outbox } from '../../form/outbox.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { useAsk } from '../../wire/service-context.tsx'
import type { AnswerOf, listReportKinds } from '@duibiao/contract'

export type CounterKind = AnswerOf<typeof listReportKinds>['rows'][number] & { readonly counter: string }

/** What this clerk is taking in. It is kept with the window: names and telephones of people stay on no shared computer. */
export function useIntakeOutbox(): Outbox {
  const { person } = useMe()
  return outboxOf(`intake.${person}`, sessionStorage)
}

/** The kinds of reports that clerks take in. */
export function useCounterKinds() {
  return useAsk('report_kind.list', {}, { staysFor: 600_000 })
}

export function useCounterForm({ pack, counter: form }: CounterKind) {
  return useAsk('form.read', { params: { pack, form } }, { staysFor: 600_000 })
}

/** From so many characters on a message is worth a suggestion. */
const leastWords = 4

/** What is suggested for a report while it is written; the answer before stays until there is one to what stands there now. */
export function useHint(pack: string, variables: Answers) {
  const may = useMay()
  const length = Object.values(variables).join('').length
  const given = { body: { pack, variables } }
  const isWanted = may('suggestion.ask') && length >= leastWords
  const { data } = useAsk('suggestion.ask', given, { isWanted, staysFor: 600_000, keeps: true })
  return isWanted ? data : undefined
}

/** What a form is answered with when a category is taken: its code, and what goes with it. Of two kinds with one code, the event. */
export function useCodeAnswers(
  pack: string,
  form: FormAnswer,
  category: string | undefined,
): Answers | undefined {
  const field = form.fields.find(({ list }) => list !== undefined)
  const params = { pack, list: field?.list ?? '' }
  const isWanted = field !== undefined && category !== undefined
  const { data } = useAsk('pack.codes', { params }, { isWanted, staysFor: Infinity })
  const codes = (data?.rows ?? []).filter(({ value }) => value === category)
  const code = codes.find(({ with: others }) => others['kind'] === 'event') ?? codes[0]
  if (field === undefined || code === undefined) return undefined
  const others = Object.entries(code.with).filter(([name]) => form.fields.some((one) => one.name === name))
  return { [field.name]: code.value, ...Object.fromEntries(others) }
}
