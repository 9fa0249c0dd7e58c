import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fileFields, without } from '../../form/file-field.ts'
import type { FormAnswer } from '../../form/form-definition.ts'
import { UnsentProvider, outboxWidgets } from '../../form/outbox-photos.tsx'
import type { Answers } from '../../form/schema-fault.ts'
import { SchemaForm } from '../../form/schema-form.tsx'
import { useClock, useWording } from '../../text/format-context.tsx'
import { placeWidgets } from '../../ui/place-widget.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useForm } from '../matter/queries.ts'
import type { Matter, MatterTask } from '../matter/queries.ts'
import { useRoundOutbox } from './queries.ts'

interface TaskFormProps {
  /** Of the outbox. */
  readonly id: string
  readonly matter: Matter
  readonly task: MatterTask
  readonly onSend: () => void
}

/** The form of a task, kept with its pictures until it was sent. */
export function TaskForm(props: TaskFormProps) {
  const form = useForm(props.matter.pack, props.task.form)
  return (
    <Shown query={form} rows={4}>
      {(found) => <Filling {...props} form={found} />}
    </Shown>
  )
}

const widgets = { ...outboxWidgets, ...placeWidgets }

function Filling({ id, matter, task, form, onSend }: TaskFormProps & { readonly form: FormAnswer }) {
  const { t } = useTranslation('round')
  const say = useWording()
  const clock = useClock()
  const outbox = useRoundOutbox()
  const [kept] = useState(() => outbox.find(id))
  const files = fileFields(form)
  const step = say(task.name)
  function keep(answers: Answers, state: 'draft' | 'wanted'): void {
    outbox.keep({
      id,
      pack: matter.pack,
      form: form.id,
      title: t('task.of', { step, title: matter.title }),
      answers: without(answers, files),
      files,
      task: { matter: matter.id, task: task.task, note: t('task.note', { step }) },
      at: clock(),
      state,
    })
  }
  return (
    <section className="round-form panel" aria-label={step}>
      <UnsentProvider value={id}>
        <SchemaForm
          form={form}
          pack={matter.pack}
          initial={kept?.answers ?? {}}
          widgets={widgets}
          act={t('task.send', { step })}
          refusal={kept?.refusal}
          onChange={(answers) => {
            const isFilled = Object.values(answers).some((value) => value !== undefined)
            if (isFilled || outbox.find(id) !== undefined) keep(answers, 'draft')
          }}
          onSubmit={(answers) => {
            keep(answers, 'wanted')
            onSend()
          }}
        />
      </UnsentProvider>
    </section>
  )
}
