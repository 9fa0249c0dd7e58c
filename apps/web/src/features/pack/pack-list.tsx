import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useContent, useVersions } from './queries.ts'
import type { PackLine } from './queries.ts'
import './pack.css'

/** The packs by which the district works: the version that new matters begin with, and those that older ones are finished on. */
export function PackList() {
  const { t } = useTranslation('pack')
  const may = useMay()
  const query = useVersions()
  return (
    <div className="pack">
      <PageHead
        title={t('title')}
        what={t('what')}
        acts={
          may('pack.install') && (
            <Link to="/packs/install">
              <Button type="primary" tabIndex={-1}>
                {t('install.open')}
              </Button>
            </Link>
          )
        }
      />
      <Shown query={query}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty what={t('empty')} />
          ) : (
            <ul className="pack-cards">
              {rows
                .filter((row) => row.is_newest)
                .map((newest) => (
                  <Card
                    key={newest.pack}
                    newest={newest}
                    older={rows.filter(({ pack, is_newest: isNewest }) => pack === newest.pack && !isNewest)}
                  />
                ))}
            </ul>
          )
        }
      </Shown>
    </div>
  )
}

function Card({ newest, older }: { newest: PackLine; older: readonly PackLine[] }) {
  const { t } = useTranslation('pack')
  const say = useWording()
  const formats = useFormats()
  const content = useContent(newest.pack)
  const { clocks, forms, documents, codes, running } = content.data ?? {}
  return (
    <li className="panel pack-card">
      <h2>
        <Link to={`/packs/${newest.pack}`}>{say(newest.title)}</Link>
      </h2>
      <p className="soft">
        {t('version_line', {
          version: newest.version,
          number: newest.number,
          at: formats.moment(newest.installed_at),
          by: newest.installed_by,
        })}
      </p>
      <dl className="pack-figures">
        {(
          [
            ['running', running],
            ['clocks', clocks?.length],
            ['forms', forms?.length],
            ['documents', documents?.length],
            ['codes', codes?.reduce((sum, { rows }) => sum + rows, 0)],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt>{t(`figure.${name}`)}</dt>
            <dd>{value === undefined ? '…' : formats.number(value)}</dd>
          </div>
        ))}
      </dl>
      {older.length > 0 && (
        <p className="small">
          {t('older')}{' '}
          {older.map(({ number, version, pack }) => (
            <Link key={number} to={`/packs/${pack}@${number}`} className="pack-older">
              {t('version_of', { version, number })}
            </Link>
          ))}
        </p>
      )}
    </li>
  )
}
