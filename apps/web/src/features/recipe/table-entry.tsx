import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import { FillFromCounts } from './fill-from-counts.tsx'
import { FillFromStatistics } from './fill-from-statistics.tsx'
import { FindingList } from './finding-list.tsx'
import { NumberInput } from './number-input.tsx'
import type { TableEntryProps } from './recipe-part.ts'
import { labelOf } from './queries.ts'
import { attributesOf } from './recipe-tree.ts'
import { PasteTable } from './paste-table.tsx'
import { attributeOf } from './table-text.ts'

/** Rows that are drawn as fields; longer tables are pasted. */
const mostRows = 60

/** The table that is ranked: filled from the counts and from imported statistics, pasted, or typed cell by cell. */
export function TableEntry(props: TableEntryProps) {
  const { t } = useTranslation('recipe')
  const { table, findings, names } = props
  const own = findings.filter(({ path }) => /^\/(values|units)(\/|$)/.test(path))
  return (
    <>
      <FillFromCounts {...props} />
      <FillFromStatistics {...props} />
      <PasteTable {...props} />
      <FindingList findings={own} />
      {table.units.length > mostRows ? (
        <p className="soft">{t('entry.long', { count: table.units.length })}</p>
      ) : (
        table.units.length > 0 && <Fields {...props} />
      )}
      <AddUnit {...props} names={names} />
    </>
  )
}

function Fields({ content, table, onTable, findings, names }: TableEntryProps) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const titles = new Map(content.indicators.map(({ code, name }) => [code, say(name)]))
  const faults = new Map(findings.map(({ path, message }) => [path, message]))
  const attributes = attributesOf(content)
  function change(row: number, place: number, value: number | null): void {
    const values = table.values.map((cells, at) => (at === row ? cells.with(place, value) : cells))
    onTable({ ...table, values })
  }
  function describe(row: number, attribute: string, text: string): void {
    const units = table.units.map((unit, at) =>
      at === row ? { ...unit, attributes: { ...unit.attributes, [attribute]: attributeOf(text) } } : unit,
    )
    onTable({ ...table, units })
  }
  function remove(row: number): void {
    onTable({ ...table, units: table.units.toSpliced(row, 1), values: table.values.toSpliced(row, 1) })
  }
  return (
    <DataFrame label={t('entry.title')}>
      <table className="data-table recipe-entry">
        <thead>
          <tr>
            <th scope="col">{t('result.column.unit')}</th>
            {attributes.map((attribute) => (
              <th key={attribute} scope="col">
                {attribute}
              </th>
            ))}
            {table.indicators.map((code) => (
              <th key={code} scope="col">
                {titles.get(code) ?? code}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {table.units.map(({ code, attributes: known }, row) => (
            <tr key={code}>
              <th scope="row">{labelOf(content.units, code, names.get(code))}</th>
              {attributes.map((attribute) => (
                <td key={attribute}>
                  <input
                    className="input recipe-number"
                    aria-label={t('entry.cell', { unit: names.get(code) ?? code, column: attribute })}
                    value={String(known?.[attribute] ?? '')}
                    onChange={({ target }) => describe(row, attribute, target.value)}
                  />
                </td>
              ))}
              {table.indicators.map((indicator, place) => (
                <td key={indicator}>
                  <NumberInput
                    mayBeEmpty
                    label={t('entry.cell', {
                      unit: names.get(code) ?? code,
                      column: titles.get(indicator) ?? indicator,
                    })}
                    value={table.values[row]?.[place] ?? null}
                    fault={faults.get(`/values/${code}/${indicator}`)}
                    onValue={(value) => change(row, place, value)}
                  />
                </td>
              ))}
              <td>
                <Button
                  type="text"
                  size="small"
                  aria-label={t('entry.remove', { unit: names.get(code) ?? code })}
                  onClick={() => remove(row)}
                >
                  ×
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}

/** One more row: a unit that is known, or a code. */
function AddUnit({ content, table, onTable, names }: TableEntryProps) {
  const { t } = useTranslation('recipe')
  const known = new Set(table.units.map(({ code }) => code))
  const free = [...names].filter(([code]) => !known.has(code))
  if (names.size === 0 || free.length === 0) return undefined
  return (
    <label className="recipe-inline">
      <span>{t('entry.add')}</span>
      <select
        className="input"
        value=""
        onChange={({ target }) =>
          onTable({
            ...table,
            units: [...table.units, { code: target.value }],
            values: [...table.values, table.indicators.map(() => null)],
          })
        }
      >
        <option value="">{t('choose')}</option>
        {free.map(([code, name]) => (
          <option key={code} value={code}>
            {labelOf(content.units, code, name)}
          </option>
        ))}
      </select>
    </label>
  )
}
