import type { AnswerOf, listOfficeLoads } from '@duibiao/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { writeAddress } from '../../ui/list-address.ts'

type Load = AnswerOf<typeof listOfficeLoads>['rows'][number]

/** All loads together. */
export function sumOf(loads: readonly Load[]): Pick<Load, 'open' | 'overdue' | 'due_soon' | 'returned'> {
  return loads.reduce(
    (sum, load) => ({
      open: sum.open + load.open,
      overdue: sum.overdue + load.overdue,
      due_soon: sum.due_soon + load.due_soon,
      returned: sum.returned + load.returned,
    }),
    { open: 0, overdue: 0, due_soon: 0, returned: 0 },
  )
}

/** Who has how much in hand, the most first; what nobody has taken stands on top. A name narrows the list to theirs. */
export function LoadTable({ loads, search }: { loads: readonly Load[]; search: URLSearchParams }) {
  const { t } = useTranslation('workbench')
  const formats = useFormats()
  const most = Math.max(1, ...loads.map(({ open }) => open))
  const sorted = loads.toSorted((one, other) => rank(one) - rank(other) || other.open - one.open)
  return (
    <table className="office-load">
      <thead>
        <tr>
          <th scope="col">{t('office.person')}</th>
          <th scope="col">{t('office.open')}</th>
          <th scope="col">{t('office.soon')}</th>
          <th scope="col">{t('view.overdue')}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map(({ person, name, open, overdue, due_soon: soon }) => {
          const isChosen =
            person === undefined ? search.get('untaken') === 'true' : search.get('person') === person
          const change = person === undefined ? { untaken: 'true', person: '' } : { person, untaken: '' }
          const off = { person: '', untaken: '' }
          return (
            <tr key={person ?? ''} data-chosen={isChosen}>
              <th scope="row">
                <Link
                  to={{ search: writeAddress(search, isChosen ? off : change).toString() }}
                  aria-current={isChosen ? 'true' : undefined}
                >
                  {person === undefined ? t('holder.open') : (name ?? person)}
                </Link>
              </th>
              <td className="number">
                <span
                  className="office-load-bar"
                  style={{ width: `${(open / most) * 3}em` }}
                  aria-hidden="true"
                />
                {formats.number(open)}
              </td>
              <td className="number">{soon === 0 ? '' : formats.number(soon)}</td>
              <td className="number" data-urgent={overdue > 0}>
                {overdue === 0 ? '' : formats.number(overdue)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function rank({ person }: Load): number {
  return person === undefined ? 0 : 1
}
