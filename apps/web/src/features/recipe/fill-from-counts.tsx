import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToast } from '../../ui/toast.tsx'
import { useAsk, useService } from '../../wire/service-context.tsx'
import { periodsUpTo } from './count-period.ts'
import type { TableEntryProps } from './recipe-part.ts'
import { fitTable, putColumn } from './table-text.ts'

/** Fills the columns of computed indicators from what the district counted in a period. */
export function FillFromCounts({ content, table, onTable }: TableEntryProps) {
  const { t } = useTranslation('recipe')
  const service = useService()
  const toast = useToast()
  const [chosen, setChosen] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const { data } = useAsk('indicator.list', {}, { staysFor: 60_000 })
  const computed = content.indicators.filter(({ source }) => source === 'computed').map(({ code }) => code)
  if (computed.length === 0 || content.units === 'division') return undefined
  const latest = data?.rows
    .flatMap(({ id, latest: one }) => (computed.includes(id) && one !== undefined ? [one.period] : []))
    .toSorted()
    .at(-1)
  const periods = latest === undefined ? [] : periodsUpTo(latest)
  const period = chosen ?? periods[0]
  async function fill(): Promise<void> {
    if (period === undefined) return
    setBusy(true)
    try {
      const by = content.units === 'office' ? 'office' : 'area'
      const query = { period, by, ...(by === 'area' && ({ level: 'street' } as const)) } as const
      const answers = await Promise.all(
        computed.map((indicator) => service.ask('indicator.units', { params: { indicator }, query })),
      )
      // What stands in other columns stays: only a table of counts begins anew.
      const isWhole = computed.length === content.indicators.length
      let filled = isWhole ? fitTable({ units: [], indicators: [], values: [] }, table.indicators) : table
      for (const [place, { value }] of answers.entries()) {
        const column = new Map(value?.rows.map(({ unit, value: counted }) => [unit, counted]))
        filled = putColumn(filled, computed[place] ?? '', column)
      }
      onTable(filled)
      toast.done(t('fill_counts.done', { count: filled.units.length }))
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="recipe-inline">
      <label className="recipe-inline">
        <span>{t('fill_counts.period')}</span>
        <select className="input" value={period ?? ''} onChange={({ target }) => setChosen(target.value)}>
          {periods.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </label>
      <Button loading={isBusy} disabled={period === undefined} onClick={() => void fill()}>
        {t('fill_counts.act')}
      </Button>
      <span className="soft small">{t('fill_counts.what')}</span>
    </div>
  )
}
