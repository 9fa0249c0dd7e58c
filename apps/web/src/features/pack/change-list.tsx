import type { AnswerOf, comparePack } from '@duibiao/contract'
import { useTranslation } from 'react-i18next'

type Change = AnswerOf<typeof comparePack>['changes'][number]

/** What is otherwise, part by part, in words; the lines behind it are there for those who write packs. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation('pack')
  // Every change stands in its part and once more among the files: drawings, comments and papers stand there alone.
  const told = changes.filter(({ part, name }) => part !== 'file' || !covered.test(name))
  if (told.length === 0) return <p role="status">{t('compare.same')}</p>
  return (
    <ul className="pack-changes">
      {told.map(({ part, name, kind, details }) => (
        <li key={`${part} ${name}`} data-kind={kind}>
          <p>
            <span className="pack-change">{t(`compare.${kind}`)}</span> {t(`part.${part}`)}{' '}
            <code className="small">{name}</code>
          </p>
          {details.length > 0 && (
            <details>
              <summary>{t('compare.details', { count: details.length })}</summary>
              <ul>
                {details.slice(0, 100).map((detail) => (
                  <li key={detail}>
                    <code className="small">{detail}</code>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

const covered = /^(pack\.yaml|(decisions|parameters|forms|text)\/)/
