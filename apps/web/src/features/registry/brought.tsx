import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useNames } from './names.ts'

/** That another page narrowed a list to an area or an office, and the way back. */
export function Brought() {
  const { t } = useTranslation('registry')
  const names = useNames()
  const [search] = useSearchParams()
  const [area, office] = [search.get('in_area'), search.get('office')]
  if (area === null && office === null) return undefined
  const rest = new URLSearchParams(search)
  rest.delete('in_area')
  rest.delete('office')
  return (
    <p className="registry-brought" role="status">
      {area === null
        ? t('brought.office', { name: names.office(office ?? '') })
        : t('brought.area', { name: names.area(area) })}
      <Link to={{ search: rest.toString() }}>{t('brought.off')}</Link>
    </p>
  )
}
