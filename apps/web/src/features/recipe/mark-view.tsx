import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import { EntryMarks } from './entry-marks.tsx'
import type { FactTable, Outcome, RankedUnit, Sheet } from './queries.ts'
import { orderUnits } from './ranking-order.ts'
import { unitMarksOf } from './unit-marks.ts'

interface MarkViewProps {
  readonly outcome: Outcome
  readonly sheet: Sheet
  readonly facts: FactTable
  readonly nameOf: (unit: string) => string
  /** Marks are shown to whoever may see places. */
  readonly isPlaced: boolean
  /** Whose entries are shown; the first of the first group otherwise. */
  readonly chosen: string | undefined
  readonly onChosen: (unit: string) => void
}

/** How marks came about: by line, with what asks people to look, and the entries of one unit. */
export function MarkView(props: MarkViewProps) {
  const { t } = useTranslation('recipe')
  const { outcome, nameOf, onChosen } = props
  const groups = orderUnits(outcome, nameOf).map(({ group, bands }) => ({
    group,
    rows: bands.flatMap(({ rows }) => rows),
  }))
  const units = groups.flatMap(({ rows }) => rows.map(({ unit }) => unit))
  const chosen = units.find((unit) => unit === props.chosen) ?? units[0]
  return (
    <>
      <p className="soft">{t(props.isPlaced ? 'marks.what' : 'marks.what_bands')}</p>
      {groups.map(({ group, rows }) => (
        <section key={group ?? ''} className="recipe-group">
          {group !== undefined && <h3>{t('result.group', { group })}</h3>}
          <Ceiling outcome={outcome} group={group} />
          <Lines {...props} rows={rows} label={t('marks.of_group', { group: group ?? '' })} />
        </section>
      ))}
      {chosen !== undefined && (
        <section className="recipe-block-plain">
          <h3>{t('marks.entries')}</h3>
          <p className="soft">{t('marks.entries_what')}</p>
          <label className="recipe-inline">
            <span>{t('result.column.unit')}</span>
            <select className="input" value={chosen} onChange={({ target }) => onChosen(target.value)}>
              {units.map((unit) => (
                <option key={unit} value={unit}>
                  {nameOf(unit)}
                </option>
              ))}
            </select>
          </label>
          <EntryMarks {...props} unit={chosen} />
        </section>
      )}
    </>
  )
}

function Ceiling({
  outcome: { marks },
  group,
}: Pick<MarkViewProps, 'outcome'> & { readonly group: string | undefined }) {
  const { t } = useTranslation('recipe')
  const { number } = useFormats()
  const ceiling = group === undefined ? undefined : marks?.ceilings[group]
  if (ceiling === undefined) return undefined
  return <p className="soft small">{t('marks.ceiling', { marks: number(ceiling) })}</p>
}

interface LinesProps extends MarkViewProps {
  readonly rows: readonly RankedUnit[]
  readonly label: string
}

/** A row for each unit, a column for each line where marks are shown. */
function Lines({ outcome, sheet, nameOf, isPlaced, rows, label }: LinesProps) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const marksOf = unitMarksOf(outcome)
  const shown = isPlaced ? sheet.items : []
  return (
    <DataFrame label={label}>
      <table className="data-table data-cards">
        <thead>
          <tr>
            <th scope="col">{t('result.column.unit')}</th>
            {shown.map(({ code, name }) => (
              <th key={code} scope="col" data-number="true">
                {say(name)}
              </th>
            ))}
            {isPlaced && (
              <th scope="col" data-number="true">
                {t('marks.sum')}
              </th>
            )}
            <th scope="col">{t('marks.review')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ unit, score }) => {
            const own = marksOf.get(unit)
            return (
              <tr key={unit}>
                <th scope="row">{nameOf(unit)}</th>
                {shown.map(({ code, name }, place) => (
                  <td key={code} data-number="true" data-title={say(name)}>
                    {own?.items[place]?.marks.toFixed(2) ?? '–'}
                  </td>
                ))}
                {isPlaced && (
                  <td data-number="true" data-title={t('marks.sum')}>
                    {score === null ? '–' : score.toFixed(2)}
                  </td>
                )}
                <td data-title={t('marks.review')}>
                  <Review sheet={sheet} review={own?.review ?? []} isAtCeiling={own?.at_ceiling === true} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </DataFrame>
  )
}

interface ReviewProps {
  readonly sheet: Sheet
  readonly review: readonly string[]
  readonly isAtCeiling: boolean
}

/** Reasons for people to look, and that all marks there are were had. */
function Review({ sheet, review, isAtCeiling }: ReviewProps) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const names = new Map(sheet.flags.map(({ code, name }) => [code, say(name)]))
  const said = [
    ...review.map((code) => t('marks.asks', { reason: names.get(code) ?? code })),
    ...(isAtCeiling ? [t('marks.at_ceiling')] : []),
  ]
  if (said.length === 0) return '–'
  return (
    <span className="data-tags">
      {said.map((words) => (
        <span key={words} className="data-tag">
          {words}
        </span>
      ))}
    </span>
  )
}
