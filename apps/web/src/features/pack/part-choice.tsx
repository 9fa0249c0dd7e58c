import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { writeAddress } from '../../ui/list-address.ts'

interface Props {
  readonly label: string
  readonly parts: readonly { readonly id: string; readonly name: string; readonly beside?: string }[]
}

/** Which of several parts is shown; it stands in the address. */
export function useChosenPart(parts: Props['parts']): string {
  const [search] = useSearchParams()
  const wanted = search.get('part')
  return parts.find(({ id }) => id === wanted)?.id ?? parts[0]?.id ?? ''
}

/** A list of parts beside what is shown of one. */
export function PartChoice({ label, parts }: Props) {
  const { t } = useTranslation('pack')
  const [search] = useSearchParams()
  const chosen = useChosenPart(parts)
  return (
    <nav className="pack-parts" aria-label={label}>
      <span className="soft small">{t('parts', { count: parts.length })}</span>
      <ul>
        {parts.map(({ id, name, beside }) => (
          <li key={id}>
            <Link
              replace
              preventScrollReset
              to={{ search: writeAddress(search, { part: id }).toString() }}
              aria-current={id === chosen ? 'true' : undefined}
            >
              {name}
              {beside !== undefined && <span className="soft small">{beside}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
