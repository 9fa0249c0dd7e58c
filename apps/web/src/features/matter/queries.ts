import type { AnswerOf, listEntries, readMatter } from '@duibiao/contract'
import type { FormAnswer } from '../../form/form-definition.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { useAsk, useAskPages, useForget, useService, useTell } from '../../wire/service-context.tsx'

export type Matter = AnswerOf<typeof readMatter>
export type MatterTask = Matter['tasks'][number]
export type MatterAsk = Matter['asks'][number]
export type Entry = AnswerOf<typeof listEntries>['rows'][number]

/** A matter by id or number. */
export function useMatter(matter: string) {
  return useAsk('matter.read', { params: { matter } }, { every: 60_000 })
}

export function useClocks(matter: string) {
  return useAsk('matter.clocks', { params: { matter } })
}

export function useEntries(matter: string) {
  return useAskPages('matter.entries', { params: { matter }, query: { limit: 200 } })
}

/** The form of a task; a form never changes within a version of its pack. */
export function useForm(pack: string, form: string | undefined) {
  const given = { params: { pack, form: form ?? '' } }
  return useAsk('form.read', given, { isWanted: form !== undefined, staysFor: Infinity })
}

/** Gives a matter a command; everything that shows it is asked for again afterwards. */
export function useAct() {
  const act = useTell('matter.act')
  const forget = useMatterChanged()
  type Command = Parameters<typeof act.mutateAsync>[0]['body']
  async function give(matter: string, body: Command): Promise<void> {
    try {
      await act.mutateAsync({ params: { matter }, body })
    } finally {
      // A refusal, too, mostly means that somebody else was quicker: the page shows what is so now.
      await forget()
    }
  }
  return { give, isPending: act.isPending }
}

/** A form as it was filled in, and what the note says that brings its files. */
interface FilledForm {
  readonly form: FormAnswer
  readonly answers: Answers
  readonly text: string
}

/**
 * Files that a form names belong to the matter before it is sent: those that are new are added to it by a note.
 * @returns what does so; it throws the refusal of the service
 */
export function useAttach() {
  const service = useService()
  const act = useTell('matter.act')
  return async (matter: string, { form, answers, text }: FilledForm): Promise<void> => {
    const fields = form.fields.filter(({ widget }) => widget === 'photos' || widget === 'files')
    const named = fields.flatMap(({ name }) => answers[name] ?? []).map(String)
    if (named.length === 0) return
    const { value } = await service.ask('evidence.list', { params: { matter } })
    const evidence = named.filter((id) => !value.rows.some((one) => one.id === id))
    if (evidence.length === 0) return
    await act.mutateAsync({ params: { matter }, body: { kind: 'note', text, evidence } })
  }
}

/** Everything that may show a matter is old from now on. Every feature that changes one calls it. */
export function useMatterChanged(): () => Promise<void> {
  const forget = useForget()
  return () =>
    forget(
      'matter.read',
      'matter.entries',
      'matter.clocks',
      'matter.procedure',
      'matter.parts',
      'evidence.list',
      'matter.list',
      'matter.count',
      'task.list',
      'task.count',
      'office_task.list',
      'office_task.load',
      'matter.documents',
      'suggestion.read',
      'emergency.list',
      'automatic_dispatch.list',
    )
}
