import { useTranslation } from 'react-i18next'
import { DataFrame } from '../../ui/data-frame.tsx'
import type { Choice } from './choice.ts'
import { PartWork } from './part-work.tsx'
import type { SplitGap } from './queries.ts'
import { useWriting } from './writing.ts'

/** What two places have of each indicator, without any score: all that is told where bands alone are made known. */
export function ValuePair({ choice, gap }: { readonly choice: Choice; readonly gap: SplitGap }) {
  const { t } = useTranslation('peer')
  const write = useWriting(choice.ground)
  const { own, peer, parts } = gap
  return (
    <DataFrame label={t('gap.values')}>
      <table className="data-table data-cards">
        <thead>
          <tr>
            <th scope="col">{t('gap.column.indicator')}</th>
            {[own, peer].map(({ code, name }) => (
              <th key={code} scope="col" data-number="true">
                {name}
              </th>
            ))}
            <th scope="col">{t('gap.column.act')}</th>
          </tr>
        </thead>
        <tbody>
          {parts
            .filter(({ better }) => better !== undefined)
            .map((part) => (
              <tr key={part.indicator}>
                <th scope="row">{write.named(part)}</th>
                <td data-title={own.name} data-number="true">
                  {write.value(part.indicator, part.own_value)}
                </td>
                <td data-title={peer.name} data-number="true">
                  {write.value(part.indicator, part.peer_value)}
                </td>
                <td>
                  <PartWork choice={choice} gap={gap} part={part} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </DataFrame>
  )
}
