import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { Empty } from '../../ui/screen-state.tsx'
import type { PackTabProps } from './queries.ts'

const mostShown = 200

/** Every word that the pack shows, in the language of the page. */
export function TextTab({ pack }: PackTabProps) {
  const { t } = useTranslation('pack')
  const formats = useFormats()
  const [words, setWords] = useState('')
  const sought = useDeferredValue(words.trim())
  const all = Object.entries(pack.texts)
  const found = all.filter(([key, text]) => key.includes(sought) || text.includes(sought))
  return (
    <div className="pack-shown">
      <p className="soft">{t('text.what')}</p>
      <input
        className="input"
        type="search"
        aria-label={t('text.search')}
        placeholder={t('text.search')}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      {found.length === 0 ? (
        <Empty what={t('text.none')} />
      ) : (
        <>
          <p className="soft small">
            {t('text.count', { number: formats.number(found.length), all: formats.number(all.length) })}
          </p>
          <div className="pack-scroll" tabIndex={0} role="region" aria-label={t('tab.text')}>
            <table className="pack-table">
              <thead>
                <tr>
                  <th scope="col">{t('text.text')}</th>
                  <th scope="col">{t('text.key')}</th>
                </tr>
              </thead>
              <tbody>
                {found.slice(0, mostShown).map(([key, text]) => (
                  <tr key={key}>
                    <td>{text}</td>
                    <td>
                      <code className="soft small">{key}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {found.length > mostShown && <p className="soft small">{t('code.more')}</p>}
        </>
      )}
    </div>
  )
}
