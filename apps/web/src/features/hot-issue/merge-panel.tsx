import { Button } from 'antd'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { Field } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useAsk, useForget, useTell } from '../../wire/service-context.tsx'
import { useMatterChanged } from '../matter/queries.ts'

/** What a matter was merged into and what was merged into it; who may takes it apart again. */
export function MergePanel({ matter }: { matter: string }) {
  const { t } = useTranslation('hot-issue')
  const formats = useFormats()
  const may = useMay()
  const { data } = useAsk('merge.read', { params: { matter } }, { isWanted: may('merge.read') })
  if (data === undefined) return undefined
  const { into, merged, until, may_undo: mayUndo, merged_at: mergedAt } = data
  if (into === undefined && merged.length === 0) return undefined
  return (
    <section className="merge" aria-label={t('merge.into')}>
      {into !== undefined && (
        <p>
          {t('merge.into')}{' '}
          <Link to={`/matters/${into.id}`} className="number">
            {into.number}
          </Link>{' '}
          <span dir="auto">{into.title}</span>{' '}
          {mergedAt !== undefined && <span className="soft small number">{formats.moment(mergedAt)}</span>}
        </p>
      )}
      {merged.length > 0 && (
        <>
          <p>{t('merge.merged', { count: merged.length })}</p>
          <ul className="similar-list">
            {merged.map(({ id, number, title, status }) => (
              <li key={id}>
                <Link to={`/matters/${id}`} className="number">
                  {number}
                </Link>
                <span dir="auto">{title}</span>
                <span className="soft small">{t(`status.${status}`)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {into !== undefined && !mayUndo && <p className="soft small">{t('merge.settled')}</p>}
      {mayUndo && until !== undefined && may('merge.undo') && (
        <Undoing matter={matter} until={formats.moment(until)} />
      )}
    </section>
  )
}

function Undoing({ matter, until }: { matter: string; until: string }) {
  const { t } = useTranslation('hot-issue')
  const undo = useTell('merge.undo')
  const changed = useMatterChanged()
  const forget = useForget()
  const toast = useToast()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (reason.trim() === '') return
    try {
      await undo.mutateAsync({ params: { matter }, body: { reason: reason.trim() } })
      toast.done(t('merge.done'))
    } catch (error) {
      toast.failed(error)
    } finally {
      await changed()
      await forget('merge.read', 'matter.similar')
    }
  }
  if (!isOpen) {
    return (
      <p className="merge-undo">
        <Button onClick={() => setOpen(true)}>{t('merge.undo')}</Button>
        <span className="soft small">{t('merge.until', { until })}</span>
      </p>
    )
  }
  return (
    <form className="merge-form" onSubmit={(event) => void send(event)}>
      <Field label={t('merge.reason')} name="merge-reason" hint={t('merge.reason_hint')} isRequired>
        {(marks) => (
          <textarea
            {...marks}
            className="input"
            rows={2}
            autoFocus
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
      <p className="small">{t('merge.consequence')}</p>
      <div className="merge-undo">
        <Button type="primary" danger htmlType="submit" disabled={undo.isPending || reason.trim() === ''}>
          {t('merge.confirm')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
      </div>
    </form>
  )
}
