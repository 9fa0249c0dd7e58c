import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { useService } from '../../wire/service-context.tsx'
import type { RegistryKind } from './queries.ts'

type Format = 'xlsx' | 'csv' | 'geojson'

/** Filters of each list that an export knows too, and what it calls them. */
const narrowing: Readonly<Record<RegistryKind, Readonly<Record<string, string>>>> = {
  areas: { name: 'name', on: 'on', level: 'level' },
  offices: { name: 'name', on: 'on', kind: 'kind' },
  posts: { role: 'role' },
  people: { name: 'name', office: 'below' },
  items: { name: 'name', on: 'on', kind: 'kind' },
  duties: { name: 'name', on: 'on', kind: 'kind', list: 'list' },
}

interface ExportProps {
  readonly kind: RegistryKind
  /** Of a list whose address says what it is narrowed to. */
  readonly isNarrowed?: boolean
  readonly text?: string
}

/** Saves what a list is narrowed to, in the form that imports read again. It goes into the audit. */
export function ExportButton({ kind, isNarrowed = true, text }: ExportProps) {
  const { t } = useTranslation('registry')
  const may = useMay()
  const service = useService()
  const [search] = useSearchParams()
  const query = isNarrowed ? narrowed(kind, search) : {}
  // What it gave would not be what the list shows.
  if (!may('registry.export') || query === undefined) return undefined
  const formats: readonly Format[] = kind === 'areas' ? ['xlsx', 'csv', 'geojson'] : ['xlsx', 'csv']
  return (
    <ExportMenu
      text={text ?? t('export.act')}
      formats={formats}
      labelOf={(format) => t(`export.${format}`)}
      name={t(`kind.${kind}`)}
      fetchFile={(format) =>
        service.download('registry.export', { params: { kind }, query: { format, ...query } })
      }
    />
  )
}

/** What an export is narrowed to as the list is; undefined when the list is narrowed as no export can be. */
function narrowed(kind: RegistryKind, search: URLSearchParams): Readonly<Record<string, string>> | undefined {
  const known = new Map(Object.entries(narrowing[kind]))
  const asked = [...search].filter(([, value]) => value !== '')
  if (asked.some(([name]) => !known.has(name))) return undefined
  return Object.fromEntries(asked.map(([name, value]) => [known.get(name) ?? name, value]))
}
