import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Why } from '../../ui/due.tsx'
import { ReceiptFacts } from '../../ui/receipt-facts.tsx'
import type { Receipt } from '../../form/outbox.ts'

/** What a report got: number, code, by when, and why then. */
export function ReceiptView({ receipt, onAgain }: { receipt: Receipt; onAgain: () => void }) {
  const { t } = useTranslation('report')
  const [isCopied, setCopied] = useState(false)
  const { number, follow_code: code, explanation } = receipt
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(t('receipt.slip', { number, code }))
    setCopied(true)
  }
  return (
    <section className="report-receipt panel" aria-labelledby="received">
      <h1 id="received" tabIndex={-1} ref={(heading) => heading?.focus()}>
        {t('receipt.title')}
      </h1>
      <ReceiptFacts receipt={receipt} />
      <p className="small soft">{t('receipt.keep')}</p>
      <div className="report-ways">
        <button type="button" className="press" data-kind="plain" onClick={() => void copy()}>
          {t(isCopied ? 'receipt.copied' : 'receipt.copy')}
        </button>
        <Link className="press" to={`/public/mine/${receipt.id}`}>
          {t('receipt.follow')}
        </Link>
      </div>
      <Why lines={explanation} />
      <button type="button" className="public-link" onClick={onAgain}>
        {t('receipt.again')}
      </button>
    </section>
  )
}
