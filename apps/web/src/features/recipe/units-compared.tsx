import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { DataFrame } from '../../ui/data-frame.tsx'
import { useWording } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { isSheet, useRankingInput, useStage } from './queries.ts'
import type { Table } from './queries.ts'
import { mostCompared, RadarFigure } from './radar-figure.tsx'
import type { RankingPartProps } from './ranking-part.ts'
import { spokesOf } from './radar.ts'
import type { IndicatorCells, StageValues } from './radar.ts'
import { writeValue } from './value-table.tsx'

/** Chosen units over the indicators: as a table and as a radar of the same numbers. */
export function UnitsCompared(props: RankingPartProps) {
  const { stages } = props.ranking.content
  const input = useRankingInput(props.ranking.ranking)
  const stage = stages.findLast(({ kind }) => kind === 'normalise') ?? stages.at(0)
  const marks = useStage(props.ranking.ranking, stage?.step)
  return (
    <Shown query={input}>
      {(table) =>
        'indicators' in table && (
          <Shown query={marks}>{(values) => <Compared {...props} table={table} marks={values} />}</Shown>
        )
      }
    </Shown>
  )
}

interface ComparedProps extends RankingPartProps {
  readonly table: Table
  readonly marks: StageValues
}

function Compared(props: ComparedProps) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const [search, setSearch] = useSearchParams()
  const { table, marks, nameOf } = props
  const content = props.content !== undefined && isSheet(props.content) ? undefined : props.content
  const asked = search.getAll('unit').filter((code) => marks.units.includes(code))
  const chosen = (asked.length > 0 ? asked : marks.units.toSorted().slice(0, 3)).slice(0, mostCompared)
  const names = new Map(content?.indicators.map(({ code, name }) => [code, say(name)]))
  const spokes = spokesOf(
    { marks, table, units: chosen },
    content?.indicators.map(({ code }) => code) ?? table.indicators,
  ).map((spoke) => ({ ...spoke, name: names.get(spoke.code) ?? spoke.code }))
  function choose(code: string, isOn: boolean): void {
    const next = new URLSearchParams(search)
    next.delete('unit')
    const rest = chosen.filter((one) => one !== code)
    for (const one of isOn ? [...rest, code] : rest) next.append('unit', one)
    setSearch(next, { replace: true, preventScrollReset: true })
  }
  return (
    <>
      <fieldset className="recipe-choices">
        <legend>{t('units_compared.choose', { most: mostCompared })}</legend>
        {marks.units
          .toSorted((one, other) => nameOf(one).localeCompare(nameOf(other), 'zh'))
          .map((code) => (
            <label key={code}>
              <input
                type="checkbox"
                checked={chosen.includes(code)}
                disabled={chosen.includes(code) ? chosen.length === 1 : chosen.length >= mostCompared}
                onChange={({ target }) => choose(code, target.checked)}
              />
              {nameOf(code)}
            </label>
          ))}
      </fieldset>
      <p className="soft small">{t('units_compared.what')}</p>
      <div className="recipe-two">
        <RadarFigure spokes={spokes} names={chosen.map(nameOf)} />
        <ComparedTable spokes={spokes} names={chosen.map(nameOf)} />
      </div>
    </>
  )
}

interface TableProps {
  readonly spokes: readonly (IndicatorCells & { readonly name: string })[]
  readonly names: readonly string[]
}

function ComparedTable({ spokes, names }: TableProps) {
  const { t } = useTranslation('recipe')
  return (
    <DataFrame label={t('tab.units')}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{t('units_compared.indicator')}</th>
            {names.map((name) => (
              <th key={name} scope="col" data-number="true">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spokes.map(({ code, name, cells }, place) => (
            <tr key={code}>
              <th scope="row">{t('units_compared.numbered', { number: place + 1, name })}</th>
              {cells.map(({ unit, raw, mark }) => (
                <td key={unit} data-number="true">
                  {writeValue(raw)}
                  <br />
                  <span className="soft small">
                    {mark === null
                      ? t('units_compared.no_mark')
                      : t('units_compared.mark', { mark: mark.toFixed(1) })}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}
