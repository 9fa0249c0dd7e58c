import type { AnswerOf, installPack } from '@duibiao/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { ChangeList } from './change-list.tsx'
import { FindingList } from './finding-list.tsx'

type Report = AnswerOf<typeof installPack>

interface Props {
  readonly report: Report
  readonly isPending: boolean
  readonly onConfirm: () => void
}

/** What installing would do. Nothing was written so far. */
export function InstallReport({ report, isPending, onConfirm }: Props) {
  const { t } = useTranslation('pack')
  const say = useWording()
  const { pack, findings } = report
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (pack === undefined) {
    return (
      <section className="panel pack-block" aria-label={t('install.report')}>
        <p className="pack-verdict" role="status" data-sound={false}>
          {t('install.faulty', { count: errors.length })}
        </p>
        <FindingList findings={findings} />
      </section>
    )
  }
  return (
    <section className="panel pack-block" aria-label={t('install.report')}>
      <p className="pack-verdict" role="status" data-sound>
        {t(pack.is_known ? 'install.known' : 'install.sound', {
          title: say(pack.title),
          version: pack.version,
          number: pack.number,
        })}
      </p>
      {findings.length > 0 && <FindingList findings={findings} />}
      {!pack.is_known && (
        <>
          <Consequences pack={pack} />
          <section>
            <h3>{t('compare.title')}</h3>
            {pack.newest === undefined ? (
              <p className="soft">{t('install.first')}</p>
            ) : (
              <ChangeList changes={pack.changes} />
            )}
          </section>
          <div className="pack-acts">
            <Button type="primary" loading={isPending} onClick={onConfirm}>
              {t('install.confirm', { version: pack.version })}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

/** What follows, in words: for new matters, for running ones, for the district's own values, for posts. */
function Consequences({ pack }: { pack: NonNullable<Report['pack']> }) {
  const { t } = useTranslation('pack')
  const formats = useFormats()
  const { running, without_effect: lost, vacant_posts: vacant, version } = pack
  return (
    <section>
      <h3>{t('install.follows')}</h3>
      <ul className="pack-follows">
        <li>{t('install.new_matters', { version })}</li>
        {running.map(({ number, version: own, matters }) => (
          <li key={number}>
            {t('install.running', {
              version: own,
              number,
              count: matters,
              matters: formats.number(matters),
            })}
          </li>
        ))}
        {lost.length > 0 && <li>{t('install.lost', { names: lost.join(t('and')) })}</li>}
        {vacant.length > 0 && <li>{t('install.vacant', { names: vacant.join(t('and')) })}</li>}
        <li>{t('install.back')}</li>
      </ul>
    </section>
  )
}
