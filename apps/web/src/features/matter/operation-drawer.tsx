import { Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../app/me.tsx'
import { evidenceWidgets } from '../../form/evidence-picker.tsx'
import type { FormAnswer } from '../../form/form-definition.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { SchemaForm } from '../../form/schema-form.tsx'
import { useWording } from '../../text/format-context.tsx'
import { registryWidgets } from '../../ui/registry-picker.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { AskGround, isAskOpen } from './ask-ground.tsx'
import { useAskOutcome } from './ask-outcome.ts'
import type { Outcome } from './ask-outcome.ts'
import { ComposedAid } from './composed-aid.tsx'
import { commandOf, operationForm } from './operation-form.ts'
import type { Command, OperationScene } from './operation-form.ts'
import type { Subject } from './operation-scene.ts'
import { useAct, useAttach, useForm } from './queries.ts'
import type { Matter, MatterAsk } from './queries.ts'

interface Props {
  readonly matter: Matter
  readonly subject: Subject
  readonly scene: OperationScene
  readonly onClose: () => void
}

const widgets = { ...evidenceWidgets, ...registryWidgets }

/** The form of an operation: what it asks, and in words what follows from it. */
export function OperationDrawer({ matter, subject, scene, onClose }: Props) {
  const { t } = useTranslation('matter')
  const say = useWording()
  const title = subject.kind === 'ask' ? say(subject.ask.name) : t(`operation.${subject.operation}`)
  return (
    <Drawer open title={title} onClose={onClose} size={480} destroyOnHidden>
      <p className="matter-consequence">
        {subject.kind === 'ask' ? t('consequence.ask') : t(`consequence.${subject.operation}`)}
      </p>
      {subject.kind === 'ask' ? (
        <AskForm matter={matter} ask={subject.ask} title={title} onClose={onClose} />
      ) : (
        <OperationForm matter={matter} subject={subject} scene={scene} title={title} onClose={onClose} />
      )}
    </Drawer>
  )
}

interface OperationProps extends Omit<Props, 'subject'> {
  readonly subject: Extract<Subject, { readonly kind: 'operation' }>
  readonly title: string
}

function OperationForm({ matter, subject, scene, title, onClose }: OperationProps) {
  const { t } = useTranslation('matter')
  const me = useMe()
  const { operation, task } = subject
  const { tell, refusal, isPending } = useTold(matter, title, onClose)
  const place = { task: task?.task ?? 0, scene, person: me.person }
  return (
    <SchemaForm
      form={operationForm(operation, scene, t)}
      widgets={widgets}
      act={title}
      isBusy={isPending}
      refusal={refusal}
      onSubmit={(answers) => void tell(commandOf(operation, answers, place))}
    />
  )
}

const nothing: FormAnswer = { id: 'ask', schema: { type: 'object' }, fields: [], texts: {} }

interface AskProps {
  readonly matter: Matter
  readonly ask: MatterAsk
  readonly title: string
  readonly onClose: () => void
}

function AskForm({ matter, ask, title, onClose }: AskProps) {
  const { t } = useTranslation('matter')
  const form = useForm(matter.pack, ask.form)
  const { tell, refusal, isPending } = useTold(matter, title, onClose)
  const attach = useAttach()
  const findOutcome = useAskOutcome(matter, ask)
  async function send(answers: Answers): Promise<void> {
    const variables = Object.keys(answers).length === 0 ? {} : { variables: { ...answers } }
    const command = { kind: 'deliverMessage', name: ask.message, ...variables } as const
    await tell(command, {
      before: () =>
        form.data === undefined
          ? Promise.resolve()
          : attach(matter.id, { form: form.data, answers, text: t('evidence.note', { task: title }) }),
      after: findOutcome,
    })
  }
  const ground = <AskGround matter={matter} ask={ask} />
  if (!isAskOpen(ask)) return ground
  function shown(found: FormAnswer) {
    return (
      <>
        {ground}
        <SchemaForm
          form={found}
          widgets={widgets}
          act={title}
          isBusy={isPending}
          refusal={refusal}
          onSubmit={(answers) => void send(answers)}
          below={(field, filled) => (
            <ComposedAid matter={matter} form={found.id} field={field} filled={filled} />
          )}
        />
      </>
    )
  }
  return ask.form === undefined ? shown(nothing) : <Shown query={form}>{shown}</Shown>
}

interface Around {
  readonly before?: () => Promise<void>
  /** What came of it, where that is more than that it was done. */
  readonly after?: () => Promise<Outcome>
}

/** Gives the command, tells what became of it, and closes when it was done; what was typed stays when it was refused. */
function useTold(matter: Matter, title: string, onClose: () => void) {
  const { t } = useTranslation('matter')
  const { give, isPending } = useAct()
  const toast = useToast()
  const [refusal, setRefusal] = useState<string>()
  async function tell(command: Command, { before, after }: Around = {}): Promise<void> {
    setRefusal(undefined)
    try {
      await before?.()
      await give(matter.id, command)
    } catch (error) {
      setRefusal(error instanceof Refusal ? error.problem.detail : t('failed'))
      return
    }
    const outcome = await after?.()
    if (outcome?.kind === 'refused') {
      setRefusal(outcome.text)
      return
    }
    toast.done(outcome?.text ?? t('done.operation', { operation: title }))
    onClose()
  }
  return { tell, refusal, isPending }
}
