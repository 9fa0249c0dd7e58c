import type { AnswerOf, checkPack } from '@duibiao/contract'
import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'

type Finding = AnswerOf<typeof checkPack>['findings'][number]

/** What is wrong in the files of a pack, each with its place. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation('pack')
  const say = useWording()
  return (
    <div className="pack-scroll" tabIndex={0} role="region" aria-label={t('findings.title')}>
      <table className="pack-table">
        <thead>
          <tr>
            <th scope="col">{t('findings.severity')}</th>
            <th scope="col">{t('findings.what')}</th>
            <th scope="col">{t('findings.place')}</th>
          </tr>
        </thead>
        <tbody>
          {findings.map(({ file, line, code, severity, message }, index) => (
            <tr key={`${file} ${line} ${code} ${index}`} data-severity={severity}>
              <td>{t(`findings.${severity}`)}</td>
              <td>{say(message)}</td>
              <td>
                <code className="small">{line > 0 ? `${file}:${line}` : file}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
