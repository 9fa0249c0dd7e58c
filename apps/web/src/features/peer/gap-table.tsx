import { useTranslation } from 'react-i18next'
import { DataFrame } from '../../ui/data-frame.tsx'
import type { Choice } from './choice.ts'
import type { GapPart, SplitGap } from './queries.ts'
import { PartWork } from './part-work.tsx'
import { useWriting } from './writing.ts'

interface GapTableProps {
  readonly choice: Choice
  readonly gap: SplitGap
}

const columns = [
  'indicator',
  'own_value',
  'peer_value',
  'own',
  'peer',
  'by_score',
  'by_coverage',
  'part',
  'act',
] as const
const shared: ReadonlySet<string> = new Set(['indicator', 'act'])

/** The waterfall in numbers, the largest part first; each row can become work. */
export function GapTable({ choice, gap }: GapTableProps) {
  const { t } = useTranslation('peer')
  const write = useWriting(choice.ground)
  const sum = gap.parts.reduce((before, { part }) => before + part, 0)
  return (
    <DataFrame label={t('gap.table')}>
      <table className="data-table data-cards">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-number={!shared.has(column)}>
                {t(`gap.column.${column}`, { own: gap.own.name, peer: gap.peer.name })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {gap.parts.map((part) => (
            <PartRow key={part.indicator} choice={choice} gap={gap} part={part} />
          ))}
          <tr>
            <th scope="row">{t('gap.sum')}</th>
            <td />
            <td />
            <td data-title={gap.own.name} data-number="true">
              {write.score(gap.own.score)}
            </td>
            <td data-title={gap.peer.name} data-number="true">
              {write.score(gap.peer.score)}
            </td>
            <td />
            <td />
            <td data-title={t('gap.column.part')} data-number="true">
              <strong>{write.signed(sum)}</strong>
            </td>
            <td />
          </tr>
        </tbody>
      </table>
    </DataFrame>
  )
}

function PartRow({ choice, gap, part }: GapTableProps & { part: GapPart }) {
  const { t } = useTranslation('peer')
  const write = useWriting(choice.ground)
  const names = { own: gap.own.name, peer: gap.peer.name }
  function cell(column: (typeof columns)[number], text: string) {
    return (
      <td data-title={t(`gap.column.${column}`, names)} data-number="true">
        {text}
      </td>
    )
  }
  function score(value: number | null): string {
    return value === null ? '–' : write.score(value)
  }
  return (
    <tr>
      <th scope="row">{write.named(part)}</th>
      {cell('own_value', write.value(part.indicator, part.own_value))}
      {cell('peer_value', write.value(part.indicator, part.peer_value))}
      {cell('own', score(part.own))}
      {cell('peer', score(part.peer))}
      {cell('by_score', write.signed(part.by_score))}
      {cell('by_coverage', part.by_coverage === 0 ? '' : write.signed(part.by_coverage))}
      <td data-title={t('gap.column.part', names)} data-number="true">
        <span className="data-tag" data-tone={part.part > 0 ? 'worse' : 'better'}>
          {write.signed(part.part)}
        </span>
      </td>
      <td>
        <PartWork choice={choice} gap={gap} part={part} />
      </td>
    </tr>
  )
}
