import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { writeAddress } from '../../ui/list-address.ts'
import { useAsk } from '../../wire/service-context.tsx'
import { officePath, personPath } from './address.ts'
import { Block, PeopleSiblings, PlainTable } from './piece.tsx'
import './registry.css'

/** Who is on duty on a day, office by office. */
export function Roster() {
  const { t } = useTranslation('registry')
  const formats = useFormats()
  const [search, setSearch] = useSearchParams()
  const on = search.get('on') ?? ''
  const roster = useAsk('duty_time.roster', { query: { ...(on !== '' && { on }) } })
  return (
    <div className="registry-page">
      <PageHead title={t('people.roster')} what={<PeopleSiblings />} />
      <label className="registry-day">
        {t('roster.day')}
        <input
          type="date"
          className="input"
          value={on}
          onChange={({ target }) =>
            setSearch((now) => writeAddress(now, { on: target.value }), { replace: true })
          }
        />
        <span className="soft">{on === '' ? t('roster.today') : ''}</span>
      </label>
      <Shown query={roster}>
        {({ rows }) => (
          <Block title={t('roster.title')} count={rows.length}>
            <PlainTable
              label={t('roster.title')}
              rows={rows}
              keyOf={({ duty, since }) => `${duty} ${since}`}
              empty={t('roster.none')}
              columns={[
                [
                  t('field.office'),
                  ({ office, office_name: name }) => <Link to={officePath(office)}>{name}</Link>,
                ],
                [t('field.person'), ({ person, name }) => <Link to={personPath(person)}>{name}</Link>],
                [
                  t('shift.hours'),
                  ({ since, until }) => (
                    <span className="number">
                      {formats.moment(since)}
                      {t('days.to')}
                      {formats.moment(until)}
                    </span>
                  ),
                ],
                [
                  t('roster.state'),
                  ({ is_running: isRunning }) =>
                    isRunning && <span className="registry-tag">{t('roster.running')}</span>,
                ],
              ]}
            />
          </Block>
        )}
      </Shown>
    </div>
  )
}
