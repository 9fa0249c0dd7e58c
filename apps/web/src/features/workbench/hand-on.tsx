import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SchemaForm } from '../../form/schema-form.tsx'
import type { FormAnswer } from '../../form/form-definition.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { useActMany } from '../../ui/act-many.ts'
import { RowAnswers } from '../../ui/row-answers.tsx'
import type { RowAnswer } from '../../ui/row-answers.tsx'
import { Refusal } from '../../wire/refusal.ts'
import type { RowOf } from '../../wire/service-context.tsx'
import { useMatterChanged } from '../matter/queries.ts'
import type { useLoads } from './queries.ts'

type Task = RowOf<'office_task.list'>
type Load = NonNullable<ReturnType<typeof useLoads>['data']>['rows'][number]

interface BarProps {
  readonly tasks: readonly Task[]
  readonly onHand: (movable: readonly Task[]) => void
  readonly onClear: () => void
}

/** What can be done with the ticked tasks: those whose packs let them be handed on are. */
export function HandOnBar({ tasks, onHand, onClear }: BarProps) {
  const { t } = useTranslation('workbench')
  const movable = tasks.filter(({ allowed }) => allowed.includes('transfer'))
  return (
    <>
      <Button size="small" disabled={movable.length === 0} onClick={() => onHand(movable)}>
        {t('hand_on.open')}
      </Button>
      <Button size="small" type="text" onClick={onClear}>
        {t('hand_on.clear')}
      </Button>
      {movable.length < tasks.length && (
        <span className="small">{t('hand_on.fixed', { count: tasks.length - movable.length })}</span>
      )}
    </>
  )
}

interface Props {
  readonly tasks: readonly Task[]
  readonly loads: readonly Load[]
  /** Told in the end, whether anything was handed on or not. */
  readonly onDone: () => void
}

/** Gives tasks to somebody of the office, whoever held them before; each is answered for itself. */
export function HandOn({ tasks, loads, onDone }: Props) {
  const [answers, setAnswers] = useState<readonly RowAnswer[]>()
  return answers === undefined ? (
    <HandOnDialog tasks={tasks} loads={loads} onClose={onDone} onAnswered={setAnswers} />
  ) : (
    <RowAnswers answers={answers} onClose={onDone} />
  )
}

interface DialogProps extends Omit<Props, 'onDone'> {
  readonly onClose: () => void
  readonly onAnswered: (answers: readonly RowAnswer[]) => void
}

function HandOnDialog({ tasks, loads, onClose, onAnswered }: DialogProps) {
  const { t } = useTranslation('workbench')
  const act = useActMany()
  const changed = useMatterChanged()
  const mayDelegate = tasks.every(({ allowed }) => allowed.includes('delegate'))
  const refusal = act.error instanceof Refusal ? act.error.problem.detail : undefined
  async function send(given: Answers): Promise<void> {
    const person = String(given['hand-to'])
    const reason = String(given['hand-reason'])
    const orders = tasks.map(({ matter: id, number, title, task }) => ({
      id,
      number,
      title,
      command:
        given['hand-way'] === 'delegate'
          ? ({ kind: 'delegate', task, to: person, reason } as const)
          : ({ kind: 'transfer', task, to: { person }, reason } as const),
    }))
    const told = await act.give(orders).catch(() => undefined)
    await changed()
    if (told !== undefined) onAnswered(told)
  }
  return (
    <Modal open footer={null} title={t('hand_on.title', { count: tasks.length })} onCancel={onClose}>
      <p className="soft">{t('hand_on.what')}</p>
      <SchemaForm
        form={useHandOnForm(loads, mayDelegate)}
        act={t('hand_on.submit')}
        isBusy={act.isPending}
        refusal={refusal}
        onSubmit={(given) => void send(given)}
      />
    </Modal>
  )
}

/** To whom, for good or to come back, and why. */
function useHandOnForm(loads: readonly Load[], mayDelegate: boolean): FormAnswer {
  const { t } = useTranslation('workbench')
  const people = loads
    .flatMap(({ person, name = person, open }) =>
      person === undefined || name === undefined ? [] : [{ id: person, name, open }],
    )
    .toSorted((one, other) => one.open - other.open)
  const ways = mayDelegate ? ['transfer', 'delegate'] : ['transfer']
  const choice = { type: 'string', enum: people.map(({ id }) => id) } as const
  return {
    id: 'hand-on',
    schema: {
      type: 'object',
      properties: {
        'hand-to': choice,
        'hand-way': { type: 'string', enum: ways },
        'hand-reason': { type: 'string', minLength: 1, maxLength: 2000 },
      },
      required: ['hand-to', 'hand-way', 'hand-reason'],
    },
    fields: [
      { name: 'hand-to', order: 1, widget: 'select', level: 'internal', choices: people.map(({ id }) => id) },
      { name: 'hand-way', order: 2, widget: 'radio', level: 'internal', choices: ways },
      { name: 'hand-reason', order: 3, widget: 'textarea', level: 'internal', choices: [] },
    ],
    texts: {
      'form.hand-on.hand-to': t('hand_on.to'),
      'form.hand-on.hand-way': t('hand_on.way'),
      'form.hand-on.hand-reason': t('hand_on.reason'),
      'form.hand-on.hand-way.transfer': t('hand_on.transfer'),
      'form.hand-on.hand-way.delegate': t('hand_on.delegate'),
      ...Object.fromEntries(
        people.map(({ id, name, open }) => [
          `form.hand-on.hand-to.${id}`,
          t('hand_on.person', { name, count: open }),
        ]),
      ),
    },
  }
}
