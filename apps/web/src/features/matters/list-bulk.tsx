import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { useActMany } from '../../ui/act-many.ts'
import { RowAnswers } from '../../ui/row-answers.tsx'
import type { RowAnswer } from '../../ui/row-answers.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useForget, useTell } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'

type Line = RowOf<'matter.list'>

interface BulkProps {
  readonly rows: readonly Line[]
  readonly clear: () => void
}

/** What can be done with several matters at once: follow them, or add a note to each. Every row is answered for itself. */
export function ListBulk({ rows, clear }: BulkProps) {
  const { t } = useTranslation('matters')
  const may = useMay()
  const watch = useTell('matter.watch')
  const forget = useForget()
  const toast = useToast()
  const [isNoting, setNoting] = useState(false)
  const [answers, setAnswers] = useState<readonly RowAnswer[]>()
  async function follow(): Promise<void> {
    try {
      await Promise.all(rows.map(({ id }) => watch.mutateAsync({ params: { matter: id } })))
      toast.done(t('bulk.watched', { count: rows.length }))
      clear()
    } catch (error) {
      toast.failed(error)
    }
    await forget('matter.read', 'matter.list', 'task.count')
  }
  return (
    <>
      {may('matter.watch') && (
        <Button size="small" loading={watch.isPending} onClick={() => void follow()}>
          {t('bulk.watch')}
        </Button>
      )}
      <Button size="small" onClick={() => setNoting(true)}>
        {t('bulk.note')}
      </Button>
      <Button size="small" type="text" onClick={clear}>
        {t('bulk.clear')}
      </Button>
      {isNoting && (
        <NoteDialog
          rows={rows}
          onClose={() => setNoting(false)}
          onAnswered={(told) => {
            setNoting(false)
            setAnswers(told)
          }}
        />
      )}
      {answers !== undefined && (
        <RowAnswers
          answers={answers}
          onClose={() => {
            setAnswers(undefined)
            clear()
          }}
        />
      )}
    </>
  )
}

interface NoteProps {
  readonly rows: readonly Line[]
  readonly onClose: () => void
  readonly onAnswered: (answers: readonly RowAnswer[]) => void
}

function NoteDialog({ rows, onClose, onAnswered }: NoteProps) {
  const { t } = useTranslation('matters')
  const act = useActMany()
  const forget = useForget()
  const toast = useToast()
  const [text, setText] = useState('')
  async function note(): Promise<void> {
    const command = { kind: 'note' as const, text: text.trim() }
    try {
      const told = await act.give(rows.map(({ id, number, title }) => ({ id, number, title, command })))
      await forget('matter.read', 'matter.entries', 'matter.list')
      onAnswered(told)
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <Modal
      open
      title={t('bulk.note_title', { count: rows.length })}
      okText={t('bulk.note')}
      okButtonProps={{ disabled: text.trim() === '', loading: act.isPending }}
      onOk={() => void note()}
      onCancel={onClose}
    >
      <p className="soft">{t('bulk.note_what')}</p>
      <textarea
        className="input"
        rows={4}
        maxLength={2000}
        aria-label={t('bulk.note_text')}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </Modal>
  )
}
