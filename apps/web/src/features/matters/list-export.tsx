import { useTranslation } from 'react-i18next'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { useService } from '../../wire/service-context.tsx'
import { allFilters } from './list-query.ts'

/** Saves exactly what the list is narrowed to, all pages of it. It goes into the audit. */
export function ListExport({ search }: { search: URLSearchParams }) {
  const { t } = useTranslation('matters')
  const service = useService()
  return (
    <ExportMenu
      text={t('export')}
      formats={['xlsx', 'csv'] as const}
      labelOf={(format) => t(`format.${format}`)}
      name={t('file')}
      done={t('exported')}
      fetchFile={(format) => {
        const query = { ...allFilters(search), format }
        // The words of an address: the service checks them against the schema of the operation.
        return service.download('matter.export', { query } as never)
      }}
    />
  )
}
