import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { writeAddress } from '../../ui/list-address.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Refused } from '../../ui/screen-state.tsx'
import { BoundaryPart } from './boundary-part.tsx'
import { ImportPart } from './import-part.tsx'
import './statistic.css'

const kinds = ['statistics', 'divisions', 'boundaries'] as const

/** A table and the plan by which it is read, or a file of boundaries: tried first, then written. */
export function ImportScreen() {
  const { t } = useTranslation('statistic')
  const may = useMay()
  const [search, setSearch] = useSearchParams()
  const kind = kinds.find((one) => one === search.get('kind')) ?? 'statistics'
  if (!may('statistic.import')) return <Refused />
  return (
    <div className="statistic">
      <PageHead title={t('import.title')} what={t('import.what')} />
      <fieldset className="statistic-kinds">
        <legend className="unseen">{t('import.kind')}</legend>
        {kinds.map((one) => (
          <label key={one} className="statistic-kind panel" data-chosen={one === kind}>
            <input
              type="radio"
              name="statistic-kind"
              checked={one === kind}
              onChange={() => setSearch((now) => writeAddress(now, { kind: one }), { replace: true })}
            />
            <strong>{t(`kind.${one}`)}</strong>
            <span className="soft small">{t(`kind_what.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      {kind === 'boundaries' ? <BoundaryPart /> : <ImportPart key={kind} kind={kind} />}
    </div>
  )
}
