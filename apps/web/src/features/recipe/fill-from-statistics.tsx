import { Button } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToast } from '../../ui/toast.tsx'
import { useAsk, useService } from '../../wire/service-context.tsx'
import { FindingList } from './finding-list.tsx'
import type { TableEntryProps } from './recipe-part.ts'
import type { Finding } from './queries.ts'
import { attributesOf } from './recipe-tree.ts'
import { joinTable } from './table-text.ts'

const periods = /^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/

/** Fills the columns of imported indicators, and the attributes that were imported, from the statistics of a period. */
export function FillFromStatistics({ content, table, onTable }: TableEntryProps) {
  const { t } = useTranslation('recipe')
  const toast = useToast()
  const [typed, setTyped] = useState<string>()
  const [refused, setRefused] = useState<readonly Finding[]>([])
  const service = useService()
  const [isBusy, setBusy] = useState(false)
  const suggestions = useId()
  const imported = content.indicators.filter(({ source }) => source === 'imported').map(({ code }) => code)
  const { data } = useAsk('statistic.list', {}, { isWanted: imported.length > 0, staysFor: 60_000 })
  if (imported.length === 0) return undefined
  const spans = data?.rows.filter(({ code }) => imported.includes(code)).flatMap((row) => row.spans) ?? []
  const known = spans
    .filter(({ units }) => units === content.units)
    .flatMap(({ first, last }) => [first, last])
  const period = typed ?? known.toSorted().at(-1) ?? ''
  async function fill(): Promise<void> {
    setRefused([])
    setBusy(true)
    try {
      const { units } = content
      const attributes = [...attributesOf(content)]
      const body = { units, period, indicators: imported, attributes }
      const { value } = await service.ask('observation.read', { body })
      if (value?.table === undefined) {
        setRefused(value?.findings ?? [])
        return
      }
      const filled = joinTable(table, value.table)
      onTable(filled)
      toast.done(t('fill_counts.done', { count: filled.units.length }))
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <div className="recipe-inline">
        <label className="recipe-inline">
          <span>{t('fill_statistics.period')}</span>
          <input
            className="input recipe-number"
            value={period}
            list={suggestions}
            onChange={({ target }) => setTyped(target.value.trim())}
          />
          <datalist id={suggestions}>
            {[...new Set(known)].map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        </label>
        <Button loading={isBusy} disabled={!periods.test(period)} onClick={() => void fill()}>
          {t('fill_statistics.act')}
        </Button>
        <span className="soft small">{t('fill_statistics.what')}</span>
      </div>
      <FindingList findings={refused} />
    </>
  )
}
