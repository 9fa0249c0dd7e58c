import { useTranslation } from 'react-i18next'
import type { Arrived } from '../../form/outbox.ts'
import { useFormats } from '../../text/format-context.tsx'

interface LatelyProps {
  readonly arrived: readonly Arrived[]
  /** Shows the receipt of one again. */
  readonly onShow: (id: string) => void
}

/** What was taken in at this window, so that a receipt can be handed out once more. */
export function Lately({ arrived, onShow }: LatelyProps) {
  const { t } = useTranslation('intake')
  const formats = useFormats()
  return (
    <aside className="intake-lately panel" aria-labelledby="lately">
      <h2 id="lately">{t('lately.title')}</h2>
      {arrived.length === 0 && <p className="soft">{t('lately.empty')}</p>}
      <ul>
        {arrived.map(({ id, title, receipt, at }) => (
          <li key={id}>
            <button type="button" onClick={() => onShow(id)}>
              <span dir="auto">{title}</span>
              <span className="small soft number">
                {receipt?.number} {formats.time(at)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  )
}
