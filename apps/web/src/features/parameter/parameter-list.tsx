import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useWording } from '../../text/format-context.tsx'
import { writeAddress } from '../../ui/list-address.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useAmount } from './amount.ts'
import { DistrictChoice } from './district-choice.tsx'
import { Ground, Origin } from './ground.tsx'
import { ParameterDrawer } from './parameter-drawer.tsx'
import { usePacks, useParameters } from './queries.ts'
import type { Parameter } from './queries.ts'
import '../../ui/list-page.css'
import './parameter.css'

/** The numbers by which packs work: what they are today, on what they rest, and what the district has settled otherwise. */
export function ParameterList() {
  const { t } = useTranslation('parameter')
  const packs = usePacks()
  const [search] = useSearchParams()
  return (
    <div className="parameter">
      <PageHead title={t('title')} what={t('what')} />
      <Shown query={packs}>
        {({ rows }) => {
          const chosen = rows.find(({ pack }) => pack === search.get('pack')) ?? rows[0]
          if (chosen === undefined) return <Empty what={t('no_packs')} />
          return (
            <>
              <PackChoice packs={rows} chosen={chosen.pack} />
              <DistrictChoice pack={chosen.pack} />
              <Parameters pack={chosen.pack} />
            </>
          )
        }}
      </Shown>
    </div>
  )
}

interface ChoiceProps {
  readonly packs: readonly {
    readonly pack: string
    readonly title: { readonly zh: string; readonly en: string }
  }[]
  readonly chosen: string
}

function PackChoice({ packs, chosen }: ChoiceProps) {
  const { t } = useTranslation('parameter')
  const say = useWording()
  const [search, setSearch] = useSearchParams()
  return (
    <nav className="parameter-bar" aria-label={t('choose_pack')}>
      <span className="list-views">
        {packs.map(({ pack, title }) => (
          <Link
            key={pack}
            className="list-view"
            to={{ search: writeAddress(search, { pack, parameter: '' }).toString() }}
            aria-current={pack === chosen ? 'true' : undefined}
          >
            {say(title)}
          </Link>
        ))}
      </span>
      <label className="parameter-day">
        <span>{t('on')}</span>
        <input
          className="input"
          type="date"
          value={search.get('on') ?? ''}
          onChange={({ target }) =>
            setSearch((current) => writeAddress(current, { on: target.value }), { replace: true })
          }
        />
      </label>
    </nav>
  )
}

function Parameters({ pack }: { pack: string }) {
  const { t } = useTranslation('parameter')
  const [search, setSearch] = useSearchParams()
  const query = useParameters(pack, search.get('on') ?? '')
  function open(name: string): void {
    setSearch((current) => writeAddress(current, { parameter: name }))
  }
  return (
    <Shown query={query} rows={12}>
      {({ rows }) => {
        const shown = rows.find(({ name }) => name === search.get('parameter'))
        return (
          <section className="panel">
            <div className="parameter-scroll" tabIndex={0} role="region" aria-label={t('table')}>
              <table className="list-table parameter-table">
                <thead>
                  <tr>
                    {columns.map((column) => (
                      <th key={column} scope="col">
                        {t(`column.${column}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((parameter) => (
                    <Row key={parameter.name} parameter={parameter} onOpen={() => open(parameter.name)} />
                  ))}
                </tbody>
              </table>
            </div>
            <p className="list-foot soft small">{t('count', { count: rows.length })}</p>
            {shown !== undefined && (
              <ParameterDrawer key={shown.name} pack={pack} parameter={shown} onClose={() => open('')} />
            )}
          </section>
        )
      }}
    </Shown>
  )
}

const columns = ['name', 'value', 'ground', 'origin', 'dates', 'act'] as const

function Row({ parameter, onOpen }: { parameter: Parameter; onOpen: () => void }) {
  const { t } = useTranslation('parameter')
  const may = useMay()
  const say = useWording()
  const amount = useAmount()
  const { title, name, current, fixed } = parameter
  const isSet = fixed === undefined && may('pack.set')
  return (
    <tr data-own={current?.origin === 'district'}>
      <td data-title={t('column.name')}>
        <strong>{say(title)}</strong>
        <code className="soft small">{name}</code>
      </td>
      <td data-title={t('column.value')} className="parameter-value">
        {current === undefined ? <span className="soft">{t('none_today')}</span> : amount(current)}
      </td>
      <td data-title={t('column.ground')}>{current !== undefined && <Ground value={current} />}</td>
      <td data-title={t('column.origin')}>{current !== undefined && <Origin value={current} />}</td>
      <td data-title={t('column.dates')} className="number soft">
        {current !== undefined &&
          t(current.to === undefined ? 'dates.open' : 'dates.closed', {
            from: current.from,
            to: current.to ?? '',
          })}
      </td>
      <td>
        <Button size="small" onClick={onOpen} aria-label={t('act.of', { name: say(title) })}>
          {t(isSet ? 'act.set' : 'act.look')}
        </Button>
      </td>
    </tr>
  )
}
