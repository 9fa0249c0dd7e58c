import { PrinterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { Matter } from './queries.ts'

/** The official forms of a matter. Each is a page in the measures of GB/T 9704 that the browser prints. */
export function DocumentTab({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const formats = useFormats()
  const list = useAsk('matter.documents', { params: { matter: matter.id } })
  return (
    <Shown query={list}>
      {({ rows }) => {
        if (rows.length === 0) return <Empty what={t('document.empty')} />
        const sorted = rows.toSorted((one, other) => (other.made_at ?? '').localeCompare(one.made_at ?? ''))
        return (
          <>
            <p className="soft small">{t('document.how')}</p>
            <ul className="matter-documents">
              {sorted.map(({ document, title, made_at: madeAt }) => (
                <li key={document} data-made={madeAt !== undefined}>
                  <a
                    href={`/api/v1/matters/${matter.id}/documents/${encodeURIComponent(document)}`}
                    target="_blank"
                    rel="noopener"
                  >
                    <PrinterOutlined /> {title}
                  </a>
                  <span className="soft small">
                    {madeAt === undefined
                      ? t('document.unmade')
                      : t('document.made', { at: formats.moment(madeAt) })}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )
      }}
    </Shown>
  )
}
