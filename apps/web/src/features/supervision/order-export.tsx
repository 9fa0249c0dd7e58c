import { useTranslation } from 'react-i18next'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { useService } from '../../wire/service-context.tsx'
import { ordersAsked } from './order-query.ts'

/** Saves exactly what the list is narrowed to. It goes into the audit. */
export function OrderExport({ search }: { search: URLSearchParams }) {
  const { t } = useTranslation('supervision')
  const service = useService()
  return (
    <ExportMenu
      text={t('export.act')}
      formats={['xlsx', 'csv'] as const}
      labelOf={(format) => t(`export.${format}`)}
      name={t('export.file')}
      done={t('export.done')}
      fetchFile={(format) => {
        const query = { ...ordersAsked(search), format }
        // The words of an address: the service checks them against the schema of the operation.
        return service.download('supervision.export', { query } as never)
      }}
    />
  )
}
