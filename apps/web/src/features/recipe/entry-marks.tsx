import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import type { FactTable, Outcome, Sheet } from './queries.ts'
import { unmetOf } from './sheet.ts'
import type { EntryItem, Facts } from './sheet.ts'
import { useSheetWords } from './sheet-words.ts'
import { unitMarksOf } from './unit-marks.ts'
import type { UnitMarks } from './unit-marks.ts'

interface Props {
  readonly outcome: Outcome
  readonly sheet: Sheet
  readonly facts: FactTable
  readonly unit: string
}

/** Which entries of a unit counted with which factor, and which were left out and why, so that it can ask. */
export function EntryMarks({ outcome, sheet, facts, unit }: Props) {
  const { t } = useTranslation('recipe')
  const own = unitMarksOf(outcome).get(unit)
  const known = new Map(facts.entries.map((entry) => [entry.id, entry.facts]))
  const lines = sheet.items.flatMap((item) => (item.kind === 'entries' ? [item] : []))
  if (own === undefined || lines.length === 0) return <p className="soft">{t('marks.no_entries')}</p>
  return lines.map((item) => <Line key={item.code} item={item} own={own} known={known} />)
}

interface LineProps {
  readonly item: EntryItem
  readonly own: UnitMarks
  readonly known: ReadonlyMap<string, Facts>
}

function Line({ item, own, known }: LineProps) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const formats = useFormats()
  const marked = own.items.find(({ code }) => code === item.code)
  if (marked === undefined) return undefined
  const { entries, left_out: leftOut } = marked
  if (entries.length + leftOut.length === 0) {
    return <p className="soft">{t('marks.none_of', { line: say(item.name) })}</p>
  }
  return (
    <DataFrame label={say(item.name)}>
      <table className="data-table data-cards">
        <caption className="unseen">{say(item.name)}</caption>
        <thead>
          <tr>
            <th scope="col">{t('fact.entry')}</th>
            <th scope="col" data-number="true">
              {item.amount}
            </th>
            <th scope="col" data-number="true">
              {t('marks.factor')}
            </th>
            <th scope="col" data-number="true">
              {t('marks.counts')}
            </th>
            <th scope="col">{t('marks.why')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ id, amount, factor }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              <td data-number="true" data-title={item.amount}>
                {formats.number(amount)}
              </td>
              <td data-number="true" data-title={t('marks.factor')}>
                {formats.number(factor)}
              </td>
              <td data-number="true" data-title={t('marks.counts')}>
                {formats.number(amount * factor)}
              </td>
              <td data-title={t('marks.why')}>{t('marks.counted')}</td>
            </tr>
          ))}
          {leftOut.map((id) => (
            <LeftOut key={id} id={id} item={item} facts={known.get(id) ?? {}} />
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}

function LeftOut({
  id,
  item,
  facts,
}: {
  readonly id: string
  readonly item: EntryItem
  readonly facts: Facts
}) {
  const { t } = useTranslation('recipe')
  const words = useSheetWords()
  const reasons = unmetOf(facts, item.eligible).map((condition) =>
    t('marks.unmet', { condition: words.condition(condition), fact: words.fact(facts[condition.fact]) }),
  )
  return (
    <tr>
      <th scope="row">{id}</th>
      <td data-number="true" data-title={item.amount}>
        {words.fact(facts[item.amount])}
      </td>
      <td data-number="true" data-title={t('marks.factor')}>
        –
      </td>
      <td data-number="true" data-title={t('marks.counts')}>
        –
      </td>
      <td data-title={t('marks.why')}>{t('marks.left_out', { reasons: reasons.join(t('semicolon')) })}</td>
    </tr>
  )
}
