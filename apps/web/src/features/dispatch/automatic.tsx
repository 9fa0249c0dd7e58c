import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { useForget, useTell } from '../../wire/service-context.tsx'
import { useMatterChanged } from '../matter/queries.ts'
import { useAutomatic } from './queries.ts'

type Row = RowOf<'automatic_dispatch.list'>

/** 自动派单: what went out without a person, as long as it can be taken back. Nothing is shown where a district lets nothing go so. */
export function Automatic() {
  const { t } = useTranslation('dispatch')
  const { data } = useAutomatic()
  const rows = data?.rows ?? []
  if (rows.length === 0) return undefined
  return (
    <details className="dispatch-automatic panel">
      <summary>{t('automatic.title', { count: rows.length })}</summary>
      <ul>
        {rows.map((row) => (
          <Dispatched key={row.matter} row={row} />
        ))}
      </ul>
    </details>
  )
}

function Dispatched({ row }: { row: Row }) {
  const { t } = useTranslation('dispatch')
  const formats = useFormats()
  const toast = useToast()
  const forget = useForget()
  const changed = useMatterChanged()
  const tell = useTell('automatic_dispatch.take_back')
  const [isDone, setDone] = useState(false)
  const { matter, number, title } = row
  async function takeBack(): Promise<void> {
    try {
      await tell.mutateAsync({ params: { matter }, body: { reason: t('automatic.reason') } })
      setDone(true)
      toast.done(t('taken_back', { number }))
    } catch (error) {
      toast.failed(error)
    }
    await Promise.all([changed(), forget('automatic_dispatch.list')])
  }
  return (
    <li>
      <Link to={`/matters/${matter}`} dir="auto">
        {title === '' ? number : title}
      </Link>
      <span className="number soft small">{number}</span>
      <span className="small">
        {t('automatic.line', {
          office: row.office_name,
          category: row.category_name,
          share: formats.share(row.probability),
          until: formats.moment(row.take_back_until),
        })}
      </span>
      <button
        type="button"
        className="press"
        data-kind="plain"
        disabled={tell.isPending || isDone}
        aria-label={t('automatic.take_back_of', { number })}
        onClick={() => void takeBack()}
      >
        {t('automatic.take_back')}
      </button>
    </li>
  )
}
