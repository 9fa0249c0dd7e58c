import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useTell } from '../../wire/service-context.tsx'
import { FindingList } from './finding-list.tsx'
import { findingsOf, useRacesChanged } from './queries.ts'
import type { Finding, Race, Stage } from './queries.ts'
import { cellKey, cellsOf, faultyCells, numberIn } from './value-input.ts'

/** Hands in what no record tells, and has the stage counted by the recipe. */
export function CountForm({ race, stage }: { readonly race: Race; readonly stage: Stage }) {
  const { t } = useTranslation('race')
  const tell = useTell('race.count')
  const changed = useRacesChanged()
  const toast = useToast()
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map())
  const [findings, setFindings] = useState<readonly Finding[]>([])
  const cells = cellsOf(race)
  const faulty = faultyCells(cells, typed)
  async function send(): Promise<void> {
    setFindings([])
    try {
      const values = cells.map((cell) => ({
        ...cell,
        value: numberIn(typed.get(cellKey(cell)) ?? '') ?? null,
      }))
      await tell.mutateAsync({ params: { race: race.id }, body: { stage: stage.no, values } })
      await changed()
      toast.done(t('count.done'))
    } catch (error) {
      setFindings(findingsOf(error))
      if (findingsOf(error).length === 0) toast.failed(error)
    }
  }
  return (
    <section className="panel race-block">
      <h2>{t('count.title', { name: stage.name })}</h2>
      <p className="soft">{t('count.what')}</p>
      {cells.length > 0 && (
        <ValueTable
          race={race}
          typed={typed}
          onType={(key, text) => setTyped(new Map(typed).set(key, text))}
        />
      )}
      {faulty.length > 0 && <p className="race-provisional">{t('count.no_number')}</p>}
      <FindingList findings={findings} />
      <div>
        <Button
          type="primary"
          loading={tell.isPending}
          disabled={faulty.length > 0}
          onClick={() => void send()}
        >
          {t('count.act')}
        </Button>
      </div>
    </section>
  )
}

interface ValueTableProps {
  readonly race: Race
  readonly typed: ReadonlyMap<string, string>
  readonly onType: (key: string, text: string) => void
}

function ValueTable({ race, typed, onType }: ValueTableProps) {
  const { t } = useTranslation('race')
  const say = useWording()
  const others = race.recipe.indicators.filter(({ source }) => source !== 'computed')
  return (
    <DataFrame label={t('count.values')}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{t('column.zone')}</th>
            {others.map(({ code, name }) => (
              <th key={code} scope="col">
                {say(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {race.zones.map(({ no, name }) => (
            <tr key={no}>
              <th scope="row">{name}</th>
              {others.map((indicator) => {
                const key = cellKey({ zone: no, indicator: indicator.code })
                return (
                  <td key={key}>
                    <input
                      className="input race-number"
                      inputMode="decimal"
                      aria-label={t('count.cell', { zone: name, indicator: say(indicator.name) })}
                      value={typed.get(key) ?? ''}
                      onChange={({ target }) => onType(key, target.value)}
                    />
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}
