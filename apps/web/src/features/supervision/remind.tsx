import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useActMany } from '../../ui/act-many.ts'
import { RowAnswers } from '../../ui/row-answers.tsx'
import type { RowAnswer } from '../../ui/row-answers.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useOrdersChanged } from './queries.ts'
import type { Order } from './queries.ts'

/** 催办: urges the units of several orders at once, where their steps allow it. Every order is answered for itself. */
export function Remind({ orders, clear }: { orders: readonly Order[]; clear: () => void }) {
  const { t } = useTranslation('supervision')
  const [isAsking, setAsking] = useState(false)
  const [answers, setAnswers] = useState<readonly RowAnswer[]>()
  const able = orders.filter(({ urgeable }) => urgeable.length > 0)
  return (
    <>
      <Button size="small" type="primary" disabled={able.length === 0} onClick={() => setAsking(true)}>
        {t('remind.act', { count: able.length })}
      </Button>
      {able.length < orders.length && (
        <span className="small">{t('remind.unable', { count: orders.length - able.length })}</span>
      )}
      <Button size="small" type="text" onClick={clear}>
        {t('remind.clear')}
      </Button>
      {isAsking && (
        <RemindDialog
          orders={able}
          onClose={() => setAsking(false)}
          onAnswered={(told) => {
            setAsking(false)
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

interface DialogProps {
  readonly orders: readonly Order[]
  readonly onClose: () => void
  readonly onAnswered: (answers: readonly RowAnswer[]) => void
}

function RemindDialog({ orders, onClose, onAnswered }: DialogProps) {
  const { t } = useTranslation('supervision')
  const act = useActMany()
  const changed = useOrdersChanged()
  const toast = useToast()
  const [text, setText] = useState('')
  async function remind(): Promise<void> {
    const given = orders.flatMap(({ id, number, title, urgeable }) =>
      urgeable.slice(0, 1).map((task) => ({
        id,
        number,
        title,
        command: { kind: 'urge' as const, task, ...(text.trim() !== '' && { text: text.trim() }) },
      })),
    )
    try {
      const told = await act.give(given)
      await changed()
      onAnswered(told)
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <Modal
      open
      title={t('remind.title', { count: orders.length })}
      okText={t('remind.send')}
      okButtonProps={{ loading: act.isPending }}
      onOk={() => void remind()}
      onCancel={onClose}
    >
      <p className="soft">{t('remind.what')}</p>
      <textarea
        className="input"
        rows={3}
        maxLength={2000}
        aria-label={t('remind.text')}
        placeholder={t('remind.text')}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </Modal>
  )
}
