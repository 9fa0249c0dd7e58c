import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { useService } from '../../wire/service-context.tsx'
import { seriesAsked, unitsAsked } from './queries.ts'
import type { ComparisonAsked, SeriesAsked } from './queries.ts'

type NumberExportProps = {
  readonly indicator: string
  /** Of the file, without its ending. */
  readonly name: string
} & (
  | { readonly kind: 'series'; readonly asked: SeriesAsked }
  | { readonly kind: 'units'; readonly asked: ComparisonAsked }
)

const formats = ['xlsx', 'csv'] as const

/** Saves the numbers that are shown. It goes into the audit. */
export function NumberExport(props: NumberExportProps) {
  const { indicator, name } = props
  const { t } = useTranslation('indicator')
  const may = useMay()
  const service = useService()
  const params = { indicator }
  function fetchFile(format: (typeof formats)[number]): Promise<Blob> {
    switch (props.kind) {
      case 'series':
        return service.download('indicator.series_export', {
          params,
          query: { ...seriesAsked(props.asked), format },
        })
      case 'units':
        return service.download('indicator.units_export', {
          params,
          query: { ...unitsAsked(props.asked), format },
        })
    }
  }
  if (!may(props.kind === 'series' ? 'indicator.series_export' : 'indicator.units_export')) return undefined
  return (
    <ExportMenu
      text={t('export.act')}
      formats={formats}
      labelOf={(format) => t(`export.${format}`)}
      name={name}
      done={t('export.done')}
      fetchFile={fetchFile}
    />
  )
}
