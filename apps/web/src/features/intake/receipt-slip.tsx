import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay, useMe } from '../../app/me.tsx'
import type { Receipt } from '../../form/outbox.ts'
import { useFormats, useNow, useWording } from '../../text/format-context.tsx'
import { Why } from '../../ui/due.tsx'
import { ReceiptFacts } from '../../ui/receipt-facts.tsx'
import { useAsk } from '../../wire/service-context.tsx'

interface ReceiptSlipProps {
  readonly title: string
  readonly receipt: Receipt
  readonly onAgain: () => void
}

/** What is handed to whoever reported: number, code, by when and why, and who took it in. Printed, it is a slip without buttons. */
export function ReceiptSlip({ title, receipt, onAgain }: ReceiptSlipProps) {
  const { t } = useTranslation('intake')
  const say = useWording()
  const formats = useFormats()
  const now = useNow()
  const { name, posts, district } = useMe()
  const may = useMay()
  // A window sees what it takes in itself; what it passed on is not always its to see.
  const { data } = useAsk('matter.read', { params: { matter: receipt.id } }, { isWanted: may('matter.read') })
  return (
    <section className="intake-receipt panel" aria-labelledby="receipt">
      <p className="intake-district">{say(district.name)}</p>
      <h2 id="receipt" tabIndex={-1} ref={(heading) => heading?.focus()}>
        {t('receipt.title')}
      </h2>
      <ReceiptFacts receipt={receipt} />
      <dl className="intake-about">
        <dt>{t('receipt.about')}</dt>
        <dd className="words" dir="auto">
          {title}
        </dd>
        <dt>{t('receipt.by')}</dt>
        <dd>
          {[posts[0]?.office_name, name].filter((one) => one !== undefined).join(' ')}{' '}
          <span className="number">{formats.moment(data?.opened_at ?? now)}</span>
        </dd>
      </dl>
      <p>{t('receipt.keep')}</p>
      <Why lines={receipt.explanation} />
      <div className="intake-acts">
        <button type="button" className="press" onClick={() => print()}>
          {t('receipt.print')}
        </button>
        <button type="button" className="press" data-kind="plain" onClick={onAgain}>
          {t('receipt.again')}
        </button>
        {data !== undefined && <Link to={`/matters/${receipt.id}`}>{t('receipt.open')}</Link>}
      </div>
    </section>
  )
}
