import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormAnswer } from '../../form/form-definition.ts'
import { SchemaForm } from '../../form/schema-form.tsx'
import type { Answers } from '../../form/schema-fault.ts'
import { useKeys } from '../../ui/keys.ts'
import { DutyProvider, dispatchWidgets } from '../../ui/office-picker.tsx'
import { RowAnswers } from '../../ui/row-answers.tsx'
import type { RowAnswer } from '../../ui/row-answers.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useService, useTell } from '../../wire/service-context.tsx'
import { useMatterChanged } from '../matter/queries.ts'
import type { Matter } from '../matter/queries.ts'
import { knownAnswers, movesOf, sentFor } from './move.ts'
import type { PoolTask } from './queries.ts'

interface BulkProps {
  readonly rows: readonly PoolTask[]
  readonly clear: () => void
}

/** Several ticked rows to one office at once; every row is answered for itself. */
export function PoolBulk({ rows, clear }: BulkProps) {
  const { t } = useTranslation('dispatch')
  const [isAsking, setAsking] = useState(false)
  const [answers, setAnswers] = useState<readonly RowAnswer[]>()
  useKeys(rows.length === 0 ? [] : [{ key: 'b', what: t('bulk.act'), run: () => setAsking(true) }])
  return (
    <>
      {rows.length > 0 && (
        <div className="dispatch-bulk" role="status">
          <span>{t('bulk.ticked', { count: rows.length })}</span>
          <Button size="small" type="primary" onClick={() => setAsking(true)}>
            {t('bulk.act')}
          </Button>
          <Button size="small" type="text" onClick={clear}>
            {t('bulk.clear')}
          </Button>
        </div>
      )}
      {isAsking && (
        <BulkDialog
          rows={rows}
          onClose={() => setAsking(false)}
          onAnswered={(told) => {
            setAsking(false)
            clear()
            setAnswers(told)
          }}
        />
      )}
      {answers !== undefined && <RowAnswers answers={answers} onClose={() => setAnswers(undefined)} />}
    </>
  )
}

interface DialogProps {
  readonly rows: readonly PoolTask[]
  readonly onClose: () => void
  readonly onAnswered: (answers: readonly RowAnswer[]) => void
}

function BulkDialog({ rows, onClose, onAnswered }: DialogProps) {
  const { t } = useTranslation('dispatch')
  const service = useService()
  const act = useTell('matter.act_many')
  const changed = useMatterChanged()
  const toast = useToast()
  const [item, setItem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  async function dispatch(answers: Answers): Promise<void> {
    setBusy(true)
    try {
      const read = await Promise.all(
        rows.map(({ matter }) => service.ask('matter.read', { params: { matter } })),
      )
      const given = rows.map((row, index) => givenFor(row, read[index]?.value, answers))
      const sent = given.flatMap((one) => (one === undefined ? [] : [one]))
      const told = sent.length === 0 ? [] : (await act.mutateAsync({ body: { rows: sent } })).value.rows
      onAnswered(
        rows.map((row, index) => {
          const place = given[index] === undefined ? -1 : sent.indexOf(given[index])
          const problem = place === -1 ? { title: t('bulk.other_step') } : told[place]?.problem
          return { id: row.matter, what: `${row.number} ${row.title}`, problem }
        }),
      )
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
      await changed()
    }
  }
  return (
    <Modal open footer={null} title={t('bulk.title', { count: rows.length })} onCancel={onClose}>
      <p className="soft">{t('bulk.what')}</p>
      <DutyProvider value={{ item }}>
        <SchemaForm
          form={bulkForm(t('bulk.office'), t('bulk.item'))}
          widgets={dispatchWidgets}
          act={t('bulk.send', { count: rows.length })}
          isBusy={isBusy}
          onChange={(answers) =>
            setItem(typeof answers['bulk-item'] === 'string' ? answers['bulk-item'] : undefined)
          }
          onSubmit={(answers) => void dispatch(answers)}
        />
      </DutyProvider>
    </Modal>
  )
}

/** The command of a row; undefined where its task is no dispatch. */
function givenFor(row: PoolTask, matter: Matter | undefined, answers: Answers) {
  const task = matter?.tasks.find((one) => one.task === row.task)
  const move = movesOf(row.pack, task?.form).find(({ kind }) => kind === 'dispatch')
  if (matter === undefined || move?.office === undefined) return undefined
  const item = answers['bulk-item']
  const own = {
    ...knownAnswers(move.fields, matter, move.usual),
    [move.office]: answers['bulk-office'],
    ...(move.item !== undefined && item !== undefined && { [move.item]: item }),
  }
  const variables = { ...sentFor(move, own) }
  return {
    matter: row.matter,
    command: { kind: 'completeTask' as const, task: row.task, variables },
    key: crypto.randomUUID(),
  }
}

function bulkForm(office: string, item: string): FormAnswer {
  const text = { type: 'string', minLength: 1, maxLength: 200 }
  return {
    id: 'bulk',
    schema: {
      type: 'object',
      properties: { 'bulk-office': text, 'bulk-item': text },
      required: ['bulk-office'],
    },
    fields: [
      { name: 'bulk-office', order: 1, widget: 'office', level: 'internal', choices: [] },
      { name: 'bulk-item', order: 2, widget: 'tree', level: 'internal', choices: [] },
    ],
    texts: { 'form.bulk.bulk-office': office, 'form.bulk.bulk-item': item },
  }
}
