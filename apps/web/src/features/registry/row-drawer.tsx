import { Button, Drawer } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SchemaForm } from '../../form/schema-form.tsx'
import type { FormAnswer } from '../../form/form-definition.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { rowWidgets } from './area-input.tsx'
import { ChangePreview } from './change-preview.tsx'
import { useChangeRow, useRegistryChanged, useStoredRow } from './queries.ts'
import type { ChangeAnswer, StoredRow } from './queries.ts'
import { answersOf, changedCells, partOf, rowForm } from './row-form.ts'
import type { Cells, RowWish } from './row-form.ts'
import type { RowKind } from './row-sketch.ts'
import { useWord } from './word.ts'

export interface RowFormProps {
  readonly title: string
  readonly kind: RowKind
  /** Key of the row; a new one when not said. */
  readonly subject?: string
  /** Cells that name the row, sent with whatever is changed. */
  readonly named?: Cells
  /** What stands in the form of a new row at first. */
  readonly initial?: Answers
  readonly only?: readonly string[]
  /** Above the form: what the change is for. */
  readonly note?: ReactNode
  /** A form other than that of the kind. */
  readonly form?: FormAnswer
  /** What a form says, where it is not simply the cells that were changed. */
  readonly wishOf?: (answers: Answers, row: StoredRow['row'] | undefined) => RowWish
  /** Below what would change: what else hangs on it. */
  readonly aside?: (wish: RowWish) => ReactNode
  /** What follows the writing; the drawer closes when not said. */
  readonly onDone?: () => void
  readonly onClose: () => void
}

/** The form of one row. What would change is shown first, then written. */
export function RowDrawer(props: RowFormProps) {
  const { title, kind, subject, note, onClose } = props
  const stored = useStoredRow(partOf[kind], subject)
  return (
    <Drawer open title={title} onClose={onClose} size={520} destroyOnHidden>
      {note !== undefined && <p className="registry-note">{note}</p>}
      {subject === undefined ? (
        <RowEditor {...props} stored={undefined} />
      ) : (
        <Shown query={stored}>{(found) => <RowEditor {...props} stored={found} />}</Shown>
      )}
    </Drawer>
  )
}

interface EditorProps extends RowFormProps {
  readonly stored: StoredRow | undefined
}

interface Trial {
  readonly wish: RowWish
  readonly answer: ChangeAnswer
  readonly answers: Answers
}

function RowEditor(props: EditorProps) {
  const { kind, subject, named = {}, only, stored, wishOf, aside } = props
  const { t } = useTranslation('registry')
  const word = useWord()
  const isNew = subject === undefined
  const form = props.form ?? rowForm(kind, word, { isNew, ...(only !== undefined && { only }) })
  const before = stored === undefined ? {} : answersOf(kind, stored.row)
  const [answers, setAnswers] = useState<Answers>({ ...before, ...props.initial })
  const { trial, refusal, isPending, attempt, write, back } = useRowChange(props)
  function submit(given: Answers): void {
    setAnswers(given)
    const plain = { row: { ...named, ...changedCells(form, before, given) } }
    const wish = wishOf?.(given, stored?.row) ?? plain
    void attempt({ wish, answers: given }, form)
  }
  if (trial === undefined) {
    return (
      <SchemaForm
        form={form}
        initial={answers}
        widgets={rowWidgets}
        act={t('edit.check')}
        isBusy={isPending}
        refusal={refusal}
        onSubmit={submit}
      />
    )
  }
  const isSame = trial.answer.changes.length === 0
  return (
    <div className="registry-trial">
      <ChangePreview answer={trial.answer} row={stored?.row} wish={trial.wish} kind={kind} />
      {aside?.(trial.wish)}
      <div role="alert" className="registry-refusal">
        {refusal}
      </div>
      <div className="registry-acts">
        <Button type="primary" loading={isPending} disabled={isSame} onClick={() => void write(trial)}>
          {t('edit.write')}
        </Button>
        <Button onClick={back}>{t('edit.back')}</Button>
      </div>
    </div>
  )
}

/** Tries a change, writes it when it was looked at, and tells what was refused field by field. */
function useRowChange({ kind, stored, title, onClose, onDone = onClose }: EditorProps) {
  const { t } = useTranslation('registry')
  const change = useChangeRow()
  const changed = useRegistryChanged()
  const toast = useToast()
  const [trial, setTrial] = useState<Trial>()
  const [refusal, setRefusal] = useState<string>()
  const [isPending, setPending] = useState(false)
  async function send(wish: RowWish, isTrial: boolean): Promise<ChangeAnswer> {
    const body = { row: { ...wish.row }, ...(wish.on !== undefined && { on: wish.on }), is_trial: isTrial }
    const tag = stored?.tag
    const given = { params: { kind }, body, ...(tag !== undefined && { ifMatch: tag }) }
    return (await change.mutateAsync(given)).value
  }
  async function tell(work: () => Promise<void>, form?: FormAnswer): Promise<void> {
    setRefusal(undefined)
    setPending(true)
    try {
      await work()
    } catch (error) {
      setRefusal(error instanceof Refusal ? refusalText(error, form) : t('edit.failed'))
    } finally {
      setPending(false)
    }
  }
  return {
    trial,
    refusal,
    isPending,
    back: () => setTrial(undefined),
    attempt: ({ wish, answers }: Omit<Trial, 'answer'>, form: FormAnswer) =>
      tell(async () => setTrial({ wish, answers, answer: await send(wish, true) }), form),
    write: ({ wish }: Trial) =>
      tell(async () => {
        await send(wish, false)
        await changed()
        toast.done(t('edit.done', { title }))
        onDone()
      }),
  }
}

/** Every fault with the name of its field, or the sentence of the whole. */
function refusalText({ problem }: Refusal, form: FormAnswer | undefined): string {
  const { findings = [], detail } = problem
  if (findings.length === 0) return detail
  return findings
    .map(({ path, message }) => {
      const name = path.split('/').at(-1) ?? ''
      const label = form?.texts[`form.${form.id}.row-${name}`]
      return label === undefined || message.includes(label) ? message : `${label}: ${message}`
    })
    .join('\n')
}
