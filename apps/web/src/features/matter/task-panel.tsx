import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { evidenceWidgets } from '../../form/evidence-picker.tsx'
import { SchemaForm } from '../../form/schema-form.tsx'
import { useDraft } from '../../form/draft.ts'
import { knownAnswers } from '../../form/known-answer.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { writeAddress } from '../../ui/list-address.ts'
import { useKeys } from '../../ui/keys.ts'
import { codeWidgets } from '../../ui/code-picker.tsx'
import { indicatorWidgets } from '../../ui/indicator-widget.tsx'
import { placeWidgets } from '../../ui/place-widget.tsx'
import { registryWidgets } from '../../ui/registry-picker.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useAsk, useService } from '../../wire/service-context.tsx'
import { ComposedAid } from './composed-aid.tsx'
import { KeptNotice } from './kept-notice.tsx'
import { useAct, useAttach, useForm } from './queries.ts'
import type { Matter, MatterTask } from './queries.ts'

/** What whoever looks at a matter has to do with it now: one task, its form, one button. */
export function TaskPanel({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const say = useWording()
  const [search] = useSearchParams()
  const [sent, setSent] = useState<number>()
  const own = ownTasks(matter)
  const task = chosenTask(matter, search)
  const kept = <KeptNotice matter={matter} own={[...own.map((one) => one.task), sent ?? 0]} />
  if (task === undefined) {
    return (
      <>
        {kept}
        {matter.status === 'open' && <p className="matter-idle soft">{t('nothing_to_do')}</p>}
      </>
    )
  }
  return (
    <>
      {kept}
      <section className="matter-task panel" aria-labelledby="task">
        <header>
          <h2 id="task">{say(task.name)}</h2>
          <Claim matter={matter} task={task} />
        </header>
        {own.length > 1 && (
          <nav aria-label={t('tasks')}>
            {own.map((one) => (
              <Link
                key={one.task}
                replace
                to={{ search: writeAddress(search, { task: String(one.task) }).toString() }}
                aria-current={one === task ? 'true' : undefined}
              >
                {say(one.name)}
              </Link>
            ))}
          </nav>
        )}
        <AskedFor matter={matter} task={task} />
        <Completion key={task.task} matter={matter} task={task} onSend={() => setSent(task.task)} />
      </section>
    </>
  )
}

/** The tasks of a matter that whoever looks at it may complete. */
function ownTasks(matter: Matter): readonly MatterTask[] {
  return matter.tasks.filter(({ allowed }) => allowed.includes('completeTask'))
}

/** The one of them that is shown: named in the address, else the first. */
export function chosenTask(matter: Matter, search: URLSearchParams): MatterTask | undefined {
  const own = ownTasks(matter)
  return own.find((one) => String(one.task) === search.get('task')) ?? own[0]
}

interface TaskProps {
  readonly matter: Matter
  readonly task: MatterTask
}

/** Takes a task that waits in the office, so that colleagues see whose it is; or gives it back. */
function Claim({ matter, task }: TaskProps) {
  const { t } = useTranslation('matter')
  const { give, isPending } = useAct()
  const toast = useToast()
  const isMine = task.allowed.includes('unclaim')
  if (!isMine && !task.allowed.includes('claim')) return undefined
  const kind = isMine ? 'unclaim' : 'claim'
  function take(): void {
    give(matter.id, { kind, task: task.task }).then(() => toast.done(t(`done.${kind}`)), toast.failed)
  }
  return (
    <>
      <ClaimKey what={t(`act.${kind}`)} run={take} />
      <Button onClick={take} loading={isPending}>
        {t(`act.${kind}`)}
      </Button>
    </>
  )
}

function ClaimKey({ what, run }: { what: string; run: () => void }) {
  useKeys([{ key: 'c', what, run }])
  return undefined
}

/** What a task decides about: who asked for what, and why. */
function AskedFor({ matter, task }: TaskProps) {
  const { t } = useTranslation('matter')
  const say = useWording()
  const formats = useFormats()
  const may = useMay()
  // Only tasks beside the main line are begun by something that was asked for; most of them decide about it.
  const isDecision = task.form !== undefined && /^(approve|review)-/.test(task.form)
  const given = { params: { matter: matter.id } }
  const parts = useAsk('matter.parts', given, { isWanted: isDecision && may('matter.parts') })
  const asked = parts.data?.rows.flatMap(({ tasks }) => tasks).find((one) => one.task === task.task)?.asked
  if (asked === undefined) return undefined
  return (
    <div className="matter-asked">
      <p>
        <strong>{say(asked.name)}</strong>{' '}
        <span className="soft">
          {asked.by} {formats.moment(asked.at)}
        </span>
      </p>
      {asked.answers.map(({ name, label, text }) => (
        <p key={name} className="words">
          {t('asked', { label, text })}
        </p>
      ))}
    </div>
  )
}

const widgets = {
  ...evidenceWidgets,
  ...registryWidgets,
  ...placeWidgets,
  ...codeWidgets,
  ...indicatorWidgets,
}

/** The form of a task. What was typed is kept in the browser until it was sent, whatever happens meanwhile. */
function Completion({ matter, task, onSend }: TaskProps & { readonly onSend: () => void }) {
  const { t } = useTranslation('matter')
  const say = useWording()
  const form = useForm(matter.pack, task.form)
  const draft = useDraft(`${matter.id}~${task.task}`)
  const service = useService()
  const attach = useAttach()
  const { give, isPending } = useAct()
  const [refusal, setRefusal] = useState<string>()
  const toast = useToast()
  const navigate = useNavigate()
  const act = t('act.complete', { task: say(task.name) })
  async function complete(variables?: Answers): Promise<void> {
    setRefusal(undefined)
    onSend()
    try {
      if (form.data !== undefined && variables !== undefined) {
        await attach(matter.id, {
          form: form.data,
          answers: variables,
          text: t('evidence.note', { task: say(task.name) }),
        })
      }
      await give(matter.id, {
        kind: 'completeTask',
        task: task.task,
        ...(variables !== undefined && { variables: { ...variables } }),
      })
    } catch (error) {
      setRefusal(error instanceof Refusal ? error.problem.detail : t('failed'))
      toast.failed(error)
      return
    }
    draft.drop()
    const { value: now } = await service.ask('matter.read', { params: { matter: matter.id } })
    const undo = now.withdrawable.some((one) => one.task === task.task) ? takeBack : undefined
    toast.done(t('done.complete', { task: say(task.name) }), undo)
    const rest = writeAddress(new URLSearchParams(location.search), { task: undefined })
    void navigate({ search: rest.toString() }, { replace: true })
  }
  function takeBack(): void {
    give(matter.id, { kind: 'withdraw', task: task.task }).then(
      () => toast.done(t('done.withdraw')),
      toast.failed,
    )
  }
  if (task.form === undefined) {
    return (
      <>
        <p className="matter-refusal" role="alert">
          {refusal}
        </p>
        <Button type="primary" loading={isPending} onClick={() => void complete()}>
          {act}
        </Button>
      </>
    )
  }
  return (
    <Shown query={form} rows={4}>
      {(found) => (
        <SchemaForm
          form={found}
          pack={matter.pack}
          initial={{ ...knownAnswers(found, matter.variables), ...draft.kept }}
          widgets={widgets}
          act={act}
          isBusy={isPending}
          refusal={refusal}
          onChange={draft.keep}
          onSubmit={(answers) => void complete(answers)}
          below={(field, filled) => (
            <ComposedAid matter={matter} form={found.id} field={field} filled={filled} />
          )}
          {...(draft.isFound && { beside: <span className="soft small">{t('draft')}</span> })}
        />
      )}
    </Shown>
  )
}
