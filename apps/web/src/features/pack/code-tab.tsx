import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { PartChoice, useChosenPart } from './part-choice.tsx'
import { useCodes, useContent } from './queries.ts'
import type { PackTabProps } from './queries.ts'

/** The categories and other code lists of a pack, with the standard each follows. */
export function CodeTab({ reference }: PackTabProps) {
  const say = useWording()
  const content = useContent(reference)
  return (
    <Shown query={content}>
      {({ codes }) => (
        <Codes
          reference={reference}
          parts={codes.map(({ id, title, standard }) => ({ id, name: say(title), beside: standard }))}
        />
      )}
    </Shown>
  )
}

/** Rows that are drawn; the others are found by a word. */
const mostShown = 300

interface CodesProps {
  readonly reference: string
  readonly parts: readonly { readonly id: string; readonly name: string; readonly beside: string }[]
}

function Codes({ reference, parts }: CodesProps) {
  const { t } = useTranslation('pack')
  const formats = useFormats()
  const chosen = useChosenPart(parts)
  const codes = useCodes(reference, chosen)
  const [words, setWords] = useState('')
  const sought = useDeferredValue(words.trim())
  return (
    <div className="pack-two">
      <PartChoice label={t('tab.code')} parts={parts} />
      <div className="pack-shown">
        <h3>{parts.find(({ id }) => id === chosen)?.name}</h3>
        <input
          className="input"
          type="search"
          aria-label={t('code.search')}
          placeholder={t('code.search')}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        <Shown query={codes}>
          {({ rows, standard }) => {
            const found = rows.filter(({ value, name, beside }) =>
              [value, name, ...beside].some((text) => text.includes(sought)),
            )
            if (found.length === 0) return <Empty what={t('code.none')} />
            return (
              <>
                <p className="soft small">
                  {t('code.count', {
                    count: found.length,
                    number: formats.number(found.length),
                    all: formats.number(rows.length),
                    standard,
                  })}
                </p>
                <div className="pack-scroll" tabIndex={0} role="region" aria-label={t('tab.code')}>
                  <table className="pack-table">
                    <thead>
                      <tr>
                        <th scope="col">{t('code.value')}</th>
                        <th scope="col">{t('code.name')}</th>
                        <th scope="col">{t('code.beside')}</th>
                        <th scope="col">{t('code.with')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {found.slice(0, mostShown).map((row) => (
                        <tr key={`${Object.values(row.with).join(' ')} ${row.value}`}>
                          <td className="number">{row.value}</td>
                          <td>{row.name}</td>
                          <td>{row.beside.join(t('and'))}</td>
                          <td className="soft">{Object.values(row.with).join(t('and'))}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
                {found.length > mostShown && <p className="soft small">{t('code.more')}</p>}
              </>
            )
          }}
        </Shown>
      </div>
    </div>
  )
}
