import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { amountOf, listPath, measures } from './command-state.ts'
import type { CommandData } from './queries.ts'

/** The numbers of the district; each opens the list that it counts. */
export function Tiles({ data: { counts, narrowing, called } }: { data: CommandData }) {
  const { t } = useTranslation('command-view')
  const formats = useFormats()
  const { data } = counts
  const around = narrowing.area === undefined ? {} : { area: narrowing.area }
  return (
    <nav className="command-tiles" aria-label={t('tiles')} aria-busy={data === undefined}>
      {measures.map((measure) => {
        const amount = data && amountOf(data, measure)
        return (
          <Link
            key={measure}
            className="command-tile panel"
            data-measure={measure}
            to={listPath(narrowing, measure)}
          >
            <span className="command-tile-name">{t(`measure.${measure}`)}</span>
            <strong className="number">{amount === undefined ? '–' : formats.number(amount)}</strong>
          </Link>
        )
      })}
      <Link
        className="command-tile panel"
        data-measure="whistle"
        to={listPath({ ...around, pack: 'whistle' }, 'open')}
      >
        <span className="command-tile-name">{t('tile.whistle')}</span>
        <strong className="number">
          {called.data === undefined ? '–' : formats.number(amountOf(called.data, 'open'))}
        </strong>
      </Link>
    </nav>
  )
}
