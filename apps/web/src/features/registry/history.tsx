import { useState } from 'react'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { Block } from './piece.tsx'
import type { Part } from './queries.ts'
import { cellText } from './row-form.ts'
import { useWord } from './word.ts'

/** What was changed of a row, when and by whom, the latest first. */
export function ChangeHistory({ part, subject }: { part: Part; subject: string }) {
  const { t } = useTranslation('registry')
  const may = useMay()
  const [isWhole, setWhole] = useState(false)
  const { data } = useAsk(
    'registry.changes',
    { query: { part, subject, limit: isWhole ? 100 : 5 } },
    { isWanted: may('registry.changes') },
  )
  if (data === undefined) return undefined
  return (
    <Block title={t('history.title')}>
      {data.rows.length === 0 && <p className="soft registry-none">{t('history.none')}</p>}
      <ol className="registry-history">
        {data.rows.map((row) => (
          <ChangeItem key={row.version} row={row} />
        ))}
      </ol>
      {!isWhole && data.next !== undefined && (
        <Button type="link" onClick={() => setWhole(true)}>
          {t('history.more')}
        </Button>
      )}
    </Block>
  )
}

function ChangeItem({ row }: { row: RowOf<'registry.changes'> }) {
  const { t } = useTranslation('registry')
  const formats = useFormats()
  const word = useWord()
  const { act, at, by, file, before, after } = row
  const names = before === undefined ? [] : differing(before, after)
  return (
    <li>
      <span className="number soft">{formats.moment(at)}</span> <strong>{by}</strong> {t(`edit.acted.${act}`)}
      {file !== undefined && <span className="soft"> {t('history.file', { file })}</span>}
      {names.map((name) => (
        <span key={name} className="registry-difference">
          {word(`field.${name}`) ?? name}
          {': '}
          <del>{cellText(before?.[name]) || t('edit.nothing')}</del> <span aria-hidden="true">→</span>{' '}
          <ins>{cellText(after[name]) || t('edit.nothing')}</ins>
        </span>
      ))}
    </li>
  )
}

/** Fields that differ; a path says again what the parent says, and shapes are no words. */
function differing(before: object, after: object): readonly string[] {
  const [old, now] = [
    new Map<string, unknown>(Object.entries(before)),
    new Map<string, unknown>(Object.entries(after)),
  ]
  return [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) =>
      !['path', 'geometry', 'district'].includes(name) &&
      JSON.stringify(old.get(name)) !== JSON.stringify(now.get(name)),
  )
}
