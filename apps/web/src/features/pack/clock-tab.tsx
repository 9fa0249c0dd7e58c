import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Shown } from '../../ui/screen-state.tsx'
import { useContent } from './queries.ts'
import type { PackClock, PackTabProps } from './queries.ts'
import { useLimit } from './use-limit.ts'

/** Every clock: how long today, on what ground, and what follows when it runs out. */
export function ClockTab({ reference, pack }: PackTabProps) {
  const { t } = useTranslation('pack')
  const content = useContent(reference)
  return (
    <Shown query={content}>
      {({ clocks }) => (
        <>
          <p className="soft">{t('clock.what')}</p>
          <div className="pack-scroll" tabIndex={0} role="region" aria-label={t('tab.clock')}>
            <table className="pack-table">
              <thead>
                <tr>
                  {(['name', 'limit', 'ground', 'end', 'more'] as const).map((column) => (
                    <th key={column} scope="col">
                      {t(`clock.column.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {clocks.map((clock) => (
                  <Row key={`${clock.procedure} ${clock.clock}`} clock={clock} pack={pack.pack} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Shown>
  )
}

function Row({ clock, pack }: { clock: PackClock; pack: string }) {
  const { t } = useTranslation('pack')
  const limitOf = useLimit()
  const { limit, parameter, chosen_by: chosen, consequence_basis: basis } = clock
  return (
    <tr>
      <td>
        <strong>{clock.name}</strong>
        <span className="pack-kind" data-kind={clock.kind}>
          {t(`clock.kind.${clock.kind}`)}
        </span>
      </td>
      <td>
        {limit === undefined ? (
          <span className="soft">{t('clock.chosen', { by: chosen ?? '' })}</span>
        ) : (
          <strong>{limitOf(limit)}</strong>
        )}
        {parameter !== undefined && (
          <Link className="small" to={`/parameters?pack=${pack}&parameter=${parameter}`}>
            {t('clock.parameter')}
          </Link>
        )}
      </td>
      <td>
        {limit?.legal_basis !== undefined &&
          t('clock.basis', { law: limit.legal_basis.law, article: limit.legal_basis.article })}
        {limit?.is_unconfirmed === true && <span className="pack-unconfirmed">{t('clock.unconfirmed')}</span>}
        {clock.statute !== undefined && (
          <span className="soft small">{t('clock.counted', { statute: clock.statute })}</span>
        )}
      </td>
      <td>
        {t(`clock.end.${clock.consequence}`, { defaultValue: clock.consequence })}
        {basis !== undefined && (
          <span className="soft small">{t('clock.basis', { law: basis.law, article: basis.article })}</span>
        )}
      </td>
      <td className="soft small">
        {clock.warn_at.length > 0 && <p>{t('clock.warn', { at: clock.warn_at.join(t('and')) })}</p>}
        {clock.extensions_max > 0 && <p>{t('clock.extensions', { count: clock.extensions_max })}</p>}
      </td>
    </tr>
  )
}
