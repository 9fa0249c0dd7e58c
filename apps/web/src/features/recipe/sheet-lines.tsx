import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import { FindingList, findingsAt } from './finding-list.tsx'
import type { Finding, Sheet } from './queries.ts'
import { useSheetWords } from './sheet-words.ts'

interface Props {
  readonly sheet: Sheet
  readonly findings: readonly Finding[]
}

/** Each line of a mark sheet as a sentence, and what asks people to look. */
export function SheetLines({ sheet: { items, flags }, findings }: Props) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const words = useSheetWords()
  return (
    <>
      <h2>{t('sheet.lines')}</h2>
      <ol className="recipe-steps">
        {items.map((item) => {
          const { sentence, details } = words.item(item)
          return (
            <li key={item.code}>
              <strong>{say(item.name)}</strong>{' '}
              <span className="soft small">{t(`sheet.kind.${item.kind}`)}</span>
              <p>{sentence}</p>
              {details.map((detail) => (
                <p key={detail} className="soft">
                  {detail}
                </p>
              ))}
              <FindingList findings={findingsAt(findings, `/items/${item.code}`)} />
            </li>
          )
        })}
      </ol>
      <h3>{t('sheet.flags')}</h3>
      <p className="soft">{t('sheet.flags_what')}</p>
      {flags.length === 0 ? (
        <p className="soft">{t('sheet.no_flags')}</p>
      ) : (
        <ul className="recipe-plain">
          {flags.map((flag) => (
            <li key={flag.code}>
              <strong>{say(flag.name)}</strong> {words.flag(flag)}
              <FindingList findings={findingsAt(findings, `/flags/${flag.code}`)} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
