import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { ChangeList } from './change-list.tsx'
import { FindingList } from './finding-list.tsx'
import { useChanges, useFindings } from './queries.ts'
import type { PackTabProps } from './queries.ts'

/** The versions of a pack: which there were, what one has otherwise than another, and what the checks say of this one. */
export function VersionTab({ reference, pack }: PackTabProps) {
  const { t } = useTranslation('pack')
  const may = useMay()
  const formats = useFormats()
  const others = pack.versions.filter(({ number }) => number !== pack.number)
  const findings = useFindings(reference, may('pack.check'))
  return (
    <div className="pack-overview">
      <section>
        <h3>{t('versions')}</h3>
        <ul className="pack-versions">
          {pack.versions.toReversed().map(({ number, version, installed_at: at, installed_by: by, hash }) => (
            <li key={hash}>
              <Link to={`/packs/${pack.pack}@${number}?tab=version`}>
                {t('version_of', { version, number })}
              </Link>
              <span className="soft">{t('installed', { at: formats.moment(at), by })}</span>
              <code className="soft small">{hash.slice(0, 16)}</code>
            </li>
          ))}
        </ul>
        <p className="soft">{t('versions_what')}</p>
      </section>
      <section>
        <h3>{t('compare.title')}</h3>
        {others.length === 0 ? (
          <p className="soft">{t('compare.alone')}</p>
        ) : (
          <Compare pack={pack} others={others} />
        )}
      </section>
      {may('pack.check') && (
        <section>
          <h3>{t('findings.title')}</h3>
          <Shown query={findings} rows={2}>
            {(found) =>
              found.findings.length === 0 ? (
                <p role="status">{t('findings.none')}</p>
              ) : (
                <FindingList findings={found.findings} />
              )
            }
          </Shown>
        </section>
      )}
    </div>
  )
}

function Compare({
  pack,
  others,
}: Pick<PackTabProps, 'pack'> & { others: PackTabProps['pack']['versions'] }) {
  const { t } = useTranslation('pack')
  const before = others.findLast(({ number }) => number < pack.number) ?? others.at(-1)
  const [since, setSince] = useState(before?.number ?? 0)
  const query = useChanges(`${pack.pack}@${pack.number}`, `${pack.pack}@${since}`)
  return (
    <>
      <label className="pack-since">
        <span>{t('compare.since')}</span>
        <select className="input" value={since} onChange={({ target }) => setSince(Number(target.value))}>
          {others.map(({ number, version }) => (
            <option key={number} value={number}>
              {t('version_of', { version, number })}
            </option>
          ))}
        </select>
      </label>
      <Shown query={query} rows={3}>
        {({ changes }) => <ChangeList changes={changes} />}
      </Shown>
    </>
  )
}
