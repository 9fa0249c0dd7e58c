import { useTranslation } from 'react-i18next'
import { useWording } from '../text/format-context.tsx'
import type { Receipt } from '../form/outbox.ts'
import { DueText } from './due.tsx'
import './receipt-facts.css'

/** What a report got: number, code, and by when; and first of all whom to call, where its words tell of danger. */
export function ReceiptFacts({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation('form')
  const { number, follow_code: code, due_at: dueAt, is_provisional: isProvisional } = receipt
  return (
    <>
      <Dangers dangers={receipt.dangers ?? []} />
      <dl className="receipt-facts">
        <dt>{t('receipt.number')}</dt>
        <dd className="number receipt-large">{number}</dd>
        {code !== undefined && (
          <>
            <dt>{t('receipt.code')}</dt>
            <dd className="number receipt-large">{code}</dd>
          </>
        )}
        {dueAt !== undefined && (
          <>
            <dt>{t('receipt.due')}</dt>
            <dd>
              <strong>
                <DueText at={dueAt} />
              </strong>
              {isProvisional && t('receipt.provisional')}
            </dd>
          </>
        )}
      </dl>
    </>
  )
}

/** Nobody reads a report faster than an emergency line answers. */
function Dangers({ dangers }: { dangers: NonNullable<Receipt['dangers']> }) {
  const { t } = useTranslation('form')
  const say = useWording()
  if (dangers.length === 0) return undefined
  const lines = [...new Set(dangers.flatMap(({ line }) => line.split('、')))].filter((line) => line !== '')
  const what = dangers.map(({ name }) => say(name)).join(t('receipt.and'))
  return (
    <p className="receipt-danger" role="alert">
      {t('receipt.danger', { what, line: lines.join(t('receipt.and')) })}
    </p>
  )
}
