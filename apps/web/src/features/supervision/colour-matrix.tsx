import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { AnswerOf, countOrders } from '@duibiao/contract'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { Empty } from '../../ui/screen-state.tsx'
import { ColourMark } from './colour-mark.tsx'
import { listAddress, ordersAsked } from './order-query.ts'

type Counts = AnswerOf<typeof countOrders>

/** Offices against colours: every number leads to the orders it counts. */
export function ColourMatrix({ counts, search }: { counts: Counts; search: URLSearchParams }) {
  const { t } = useTranslation('supervision')
  const say = useWording()
  const asked = ordersAsked(search)
  if (counts.offices.length === 0) return <Empty what={t('matrix.empty')} />
  const rows = [{ ...counts, office: undefined, name: t('matrix.sum'), isSum: true }, ...counts.offices]
  return (
    <div className="supervision-matrix" tabIndex={0} role="region" aria-label={t('matrix.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('matrix.office')}</th>
            {counts.colours.map(({ colour = 'none', name }) => (
              <th key={colour} scope="col" data-number="true">
                {name === undefined ? t('matrix.none') : <ColourMark colour={colour} name={name} />}
              </th>
            ))}
            <th scope="col" data-number="true">
              {t('matrix.open')}
            </th>
            <th scope="col" data-number="true">
              {t('matrix.overdue')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { office, name = t('matrix.nobody'), colours, open, overdue } = row
            const isSum = 'isSum' in row
            const own = isSum ? asked : { ...asked, office }
            // Of those that nobody leads yet there is no list of their own.
            const isListed = isSum || office !== undefined
            return (
              <tr key={isSum ? 'sum' : (office ?? '')} data-sum={isSum}>
                <th scope="row" dir="auto">
                  {name}
                </th>
                {colours.map(({ colour = 'none', name: called, count }) => (
                  <Cell
                    key={colour}
                    count={count}
                    label={t('matrix.cell', {
                      office: name,
                      what: called === undefined ? t('matrix.none') : say(called),
                    })}
                    to={isListed ? listAddress({ ...own, colour }) : undefined}
                  />
                ))}
                <Cell
                  count={open}
                  label={t('matrix.cell', { office: name, what: t('matrix.open') })}
                  to={isListed ? listAddress(own) : undefined}
                />
                <Cell
                  count={overdue}
                  isUrgent
                  label={t('matrix.cell', { office: name, what: t('matrix.overdue') })}
                  to={isListed ? listAddress({ ...own, due: 'overdue' }) : undefined}
                />
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

interface CellProps {
  readonly count: number
  readonly label: string
  readonly to: string | undefined
  readonly isUrgent?: boolean
}

function Cell({ count, label, to, isUrgent = false }: CellProps) {
  const formats = useFormats()
  if (count === 0 || to === undefined) {
    return (
      <td data-number="true" className={count === 0 ? 'soft' : ''}>
        {formats.number(count)}
      </td>
    )
  }
  return (
    <td data-number="true" data-urgent={isUrgent}>
      <Link to={to} aria-label={`${label} ${formats.number(count)}`}>
        {formats.number(count)}
      </Link>
    </td>
  )
}
