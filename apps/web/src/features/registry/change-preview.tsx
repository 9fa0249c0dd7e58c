import { useTranslation } from 'react-i18next'
import type { ChangeAnswer, StoredRow } from './queries.ts'
import { cellText, partOf } from './row-form.ts'
import type { RowWish } from './row-form.ts'
import type { RowKind } from './row-sketch.ts'
import { useNames } from './names.ts'
import { useWord } from './word.ts'

interface PreviewProps {
  readonly kind: RowKind
  readonly answer: ChangeAnswer
  readonly row: StoredRow['row'] | undefined
  readonly wish: RowWish
}

/** What a change would do: the fields of the row before and after, and what follows from it elsewhere. */
export function ChangePreview({ kind, answer, row, wish }: PreviewProps) {
  const { t } = useTranslation('registry')
  const word = useWord()
  const names = useNames()
  const { changes, subject } = answer
  if (changes.length === 0) return <p role="status">{t('edit.same')}</p>
  const own = changes.find((change) => change.part === partOf[kind] && change.subject === subject)
  const others = changes.filter((change) => change !== own)
  const fields = own === undefined || own.act === 'added' ? Object.keys(wish.row) : own.fields
  function shown(name: string, text: string): string {
    if (text === '') return t('edit.nothing')
    return names.value(kind, name, text)
  }
  return (
    <div role="status">
      <h3>{t(`edit.act.${own?.act ?? 'changed'}`)}</h3>
      {own !== undefined && (
        <dl className="registry-changes">
          {fields.map((name) => (
            <div key={name}>
              <dt>{word(`field.${kind}.${name}`) ?? word(`field.${name}`) ?? name}</dt>
              <dd>
                {own.act !== 'added' && (
                  <>
                    <del>{shown(name, cellText(row?.[name]))}</del> <span aria-hidden="true">→</span>{' '}
                  </>
                )}
                <ins>{shown(name, wish.row[name] ?? '')}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {others.length > 0 && (
        <>
          <h3>{t('edit.follows')}</h3>
          <ul className="registry-follows">
            {others.map((change) => (
              <li key={`${change.part} ${change.subject}`}>
                {t(`part.${change.part}`)}{' '}
                <strong>{change.name ?? names.subject(change.part, change.subject)}</strong>{' '}
                {t(`edit.acted.${change.act}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
