import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { DataFrame } from '../../ui/data-frame.tsx'
import { GapWorkLink } from '../../ui/gap-work-link.tsx'
import { Empty } from '../../ui/screen-state.tsx'
import { Answered } from './answered.tsx'
import { CharacteristicFields } from './characteristic-fields.tsx'
import type { Choice } from './choice.ts'
import { FindingLines } from './finding-lines.tsx'
import { JudgedSelect } from './judged-select.tsx'
import { useWorsening } from './queries.ts'
import type { GroundIndicator } from './ground.ts'
import type { WorseUnit } from './queries.ts'
import { usePeerState } from './use-peer-state.ts'
import { useWriting } from './writing.ts'

/** Places that are worse than their own peers and get worse. */
export function WorseningView({ choice }: { choice: Choice }) {
  const { t } = useTranslation('peer')
  const { state } = usePeerState()
  const { indicator } = choice
  const missing = indicator === undefined ? t('worse.choose') : undefined
  const none = choice.characteristics.length === 0 ? t('peers.choose') : missing
  return (
    <>
      <CharacteristicFields choice={choice} />
      <section className="panel peer-block" aria-labelledby="peer-worse">
        <header>
          <h2 id="peer-worse">{t('worse.title')}</h2>
          <JudgedSelect choice={choice} />
        </header>
        <p className="soft small">{t('worse.what')}</p>
        <Answered query={useWorsening(state, choice)} none={none}>
          {(found) => (
            <>
              <FindingLines findings={found.findings} />
              {found.rows.length === 0 || indicator === undefined ? (
                <Empty what={t('worse.none', { count: found.judged })} />
              ) : (
                <>
                  <p>{t('worse.found', { count: found.rows.length, judged: found.judged })}</p>
                  <WorseTable choice={choice} indicator={indicator} rows={found.rows} />
                </>
              )}
            </>
          )}
        </Answered>
      </section>
    </>
  )
}

const columns = ['name', 'value', 'peer_median', 'worse_by', 'slope', 'steady', 'act'] as const
const numbers: ReadonlySet<string> = new Set(['value', 'peer_median', 'worse_by', 'slope'])

interface WorseTableProps {
  readonly choice: Choice
  readonly indicator: GroundIndicator
  readonly rows: readonly WorseUnit[]
}

function WorseTable({ choice, indicator, rows }: WorseTableProps) {
  const { t } = useTranslation('peer')
  return (
    <DataFrame label={t('worse.title')}>
      <table className="data-table data-cards">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-number={numbers.has(column)}>
                {t(`worse.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <WorseRow key={row.code} choice={choice} indicator={indicator} row={row} />
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}

function WorseRow({ choice, indicator, row }: Omit<WorseTableProps, 'rows'> & { row: WorseUnit }) {
  const { t } = useTranslation('peer')
  const { state, addressOf } = usePeerState()
  const write = useWriting(choice.ground)
  const { code, better = 'higher' } = indicator
  return (
    <tr>
      <th scope="row" dir="auto">
        <Link to={addressOf({ view: undefined, own: row.code, peer: undefined })}>{row.name}</Link>
      </th>
      <td data-title={t('worse.column.value')} data-number="true">
        {t('worse.of_year', { value: write.value(code, row.value), year: row.year })}
      </td>
      <td data-title={t('worse.column.peer_median')} data-number="true">
        {t('worse.of_peers', { value: write.value(code, row.peer_median), count: row.peers })}
      </td>
      <td data-title={t('worse.column.worse_by')} data-number="true">
        <strong>{write.value(code, row.worse_by)}</strong>
      </td>
      <td data-title={t('worse.column.slope')} data-number="true">
        {t('worse.a_year', { value: write.value(code, row.slope) })}
      </td>
      <td data-title={t('worse.column.steady')}>
        <span className="data-tag" data-tone={row.is_steady ? 'worse' : undefined}>
          {t(row.is_steady ? 'worse.steady' : 'worse.unsteady')}
        </span>
      </td>
      <td>
        <GapWorkLink
          gap={{
            indicator: indicator.name.zh,
            better,
            period: String(row.year),
            own: write.told(code, row.value),
            peer: t('worse.median'),
            peerValue: write.told(code, row.peer_median),
            valueUnit: write.measureOf(code),
            whose: row.name,
            ...(state.units === 'office' && { office: row.code }),
          }}
        />
      </td>
    </tr>
  )
}
