import { AppError } from '@duibiao/base'
import { exportTable, templateColumns } from '@duibiao/registry'
import type { ExportTable, ExportWish, ImportKind, RegistryState } from '@duibiao/registry'
import { writeCsv, writeXlsx } from '@duibiao/sheet'
import type { Language } from '@duibiao/base'

/** Forms in which the registry is exported. */
export const exportFormats = ['csv', 'xlsx', 'geojson'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** A file that was written. */
export interface ExportedFile {
  readonly name: string
  readonly media: string
  readonly bytes: Uint8Array
  readonly rows: number
}

const medias: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  geojson: 'application/geo+json',
}

/**
 * Writes rows of the registry as a file that an import reads back without a change. Texts that a spreadsheet would compute
 * are guarded (ASVS V1.2.10).
 * @throws AppError `format_unavailable` for anything but areas as GeoJSON
 */
export async function exportRegistryFile(
  state: RegistryState,
  kind: ImportKind,
  { format, ...wish }: ExportWish & { readonly format: ExportFormat },
): Promise<ExportedFile> {
  if (format === 'geojson' && kind !== 'areas')
    throw new AppError('format_unavailable', { kind, format, formats: 'csv, xlsx' })
  const table = exportTable(kind, state, wish)
  return {
    name: `${kind}-${wish.on}.${format}`,
    media: medias[format],
    bytes: await writeTable(table, kind, format),
    rows: table.rows.length,
  }
}

/** An empty file with the columns of a kind, its notes and dropdowns. */
export async function writeTemplate(kind: ImportKind, language: Language): Promise<ExportedFile> {
  const bytes = await writeXlsx({ name: kind, columns: templateColumns(kind, language), rows: [] })
  return { name: `${kind}.xlsx`, media: medias.xlsx, bytes, rows: 0 }
}

async function writeTable(table: ExportTable, kind: ImportKind, format: ExportFormat): Promise<Uint8Array> {
  switch (format) {
    case 'csv':
      return writeText(table)
    case 'xlsx':
      return writeXlsx({
        name: kind,
        columns: table.headers.map((header) => ({ header })),
        rows: table.rows.map(({ cells }) => cells),
      })
    case 'geojson':
      return Buffer.from(JSON.stringify(featuresOf(table)))
  }
}

async function writeText({ headers, rows }: ExportTable): Promise<Uint8Array> {
  const lines: string[] = []
  for await (const line of writeCsv(
    headers,
    rows.map(({ cells }) => cells),
  ))
    lines.push(line)
  return Buffer.from(lines.join(''))
}

function featuresOf({ headers, rows }: ExportTable): object {
  return {
    type: 'FeatureCollection',
    features: rows.map(({ cells, geometry = null }) => ({
      type: 'Feature',
      properties: Object.fromEntries(headers.map((header, place) => [header, cells[place] ?? ''])),
      geometry,
    })),
  }
}
