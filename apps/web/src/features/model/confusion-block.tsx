import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { usePercent } from './current-block.tsx'
import { currentOf, dayOf } from './queries.ts'
import type { PackModels } from './queries.ts'

type Detail = NonNullable<ReturnType<typeof useDetail>['data']>
type Version = RowOf<'triage_model.list'>['versions'][number]

function useDetail(pack: string, version: number | undefined) {
  const params = { pack, version: version ?? 1 }
  return useAsk('triage_model.read', { params }, { isWanted: version !== undefined, staysFor: 60_000 })
}

/** Where a version goes wrong: which categories it takes for which, the most frequent first, and how each is met. */
export function ConfusionBlock({ models }: { models: PackModels }) {
  const { t } = useTranslation('model')
  const scored = models.versions.filter(({ score }) => score !== undefined)
  const current = currentOf(models)
  const usual = current?.score === undefined ? scored[0] : current
  const [chosen, setChosen] = useState<number>()
  const version = scored.find((one) => one.version === chosen) ?? usual
  const query = useDetail(models.pack, version?.version)
  if (version === undefined) return undefined
  return (
    <section className="panel model-block" aria-labelledby="model-confusion">
      <div className="model-block-head">
        <h2 id="model-confusion">{t('confusion.title')}</h2>
        <VersionChoice versions={scored} version={version.version} onChoose={setChosen} />
      </div>
      <p className="soft">{t('confusion.what')}</p>
      <Shown query={query} rows={8}>
        {(detail) => (
          <>
            <PairTable detail={detail} />
            <CategoryTable detail={detail} />
          </>
        )}
      </Shown>
    </section>
  )
}

interface VersionChoiceProps {
  readonly versions: readonly Version[]
  readonly version: number
  readonly onChoose: (version: number) => void
}

function VersionChoice({ versions, version, onChoose }: VersionChoiceProps) {
  const { t } = useTranslation('model')
  return (
    <label className="model-choice">
      <span className="soft">{t('version.version')}</span>
      <select className="input" value={version} onChange={({ target }) => onChoose(Number(target.value))}>
        {versions.map((one) => (
          <option key={one.version} value={one.version}>
            {t('confusion.version', {
              version: one.version,
              day: dayOf(one.trained_at),
              state: t(`state.${one.state}`),
            })}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Pairs that are shown at first. */
const shownPairs = 10

function PairTable({ detail }: { detail: Detail }) {
  const { t } = useTranslation('model')
  const [isWhole, setWhole] = useState(false)
  const { pairs, categories } = detail
  if (pairs.length === 0) return <Empty what={t('confusion.none')} />
  const asked = new Map(categories.map((one) => [one.category, one.asked]))
  const shown = isWhole ? pairs : pairs.slice(0, shownPairs)
  return (
    <>
      <div className="model-scroll" tabIndex={0} role="region" aria-label={t('confusion.table')}>
        <table className="list-table model-table">
          <thead>
            <tr>
              <th scope="col">{t('confusion.truth')}</th>
              <th scope="col">{t('confusion.answer')}</th>
              <th scope="col">{t('confusion.count')}</th>
              <th scope="col">{t('confusion.matters')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((pair) => (
              <PairRow
                key={`${pair.truth} ${pair.answer}`}
                pair={pair}
                asked={asked.get(pair.truth) ?? pair.count}
              />
            ))}
          </tbody>
        </table>
      </div>
      {pairs.length > shownPairs && (
        <button
          type="button"
          className="press model-more"
          data-kind="plain"
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? t('confusion.fewer') : t('confusion.more', { count: pairs.length })}
        </button>
      )}
    </>
  )
}

function PairRow({ pair, asked }: { pair: Detail['pairs'][number]; asked: number }) {
  const { t } = useTranslation('model')
  const may = useMay()
  return (
    <tr>
      <td data-title={t('confusion.truth')} dir="auto">
        {pair.truth_name}
      </td>
      <td data-title={t('confusion.answer')} dir="auto">
        {pair.answer_name}
      </td>
      <td data-title={t('confusion.count')} className="number">
        {t('confusion.of', { count: pair.count, asked })}
        <span className="model-bar" aria-hidden="true">
          <span style={{ width: `${Math.round((100 * pair.count) / Math.max(1, asked))}%` }} />
        </span>
      </td>
      <td data-title={t('confusion.matters')}>
        {may('matter.read') ? (
          <span className="model-matters">
            {pair.matters.map(({ id, number, title }) => (
              <Link key={id} to={`/matters/${id}`} title={title}>
                {number}
              </Link>
            ))}
          </span>
        ) : (
          <span className="soft small">{t('confusion.hidden')}</span>
        )}
      </td>
    </tr>
  )
}

/** Every category that was asked: how many of its matters were found, and how many of those named so were right. */
function CategoryTable({ detail }: { detail: Detail }) {
  const { t } = useTranslation('model')
  const percent = usePercent()
  const rows = detail.categories.filter(({ asked }) => asked > 0).toSorted((one, other) => one.f1 - other.f1)
  return (
    <details className="model-categories">
      <summary>{t('category.title', { count: rows.length })}</summary>
      <div className="model-scroll" tabIndex={0} role="region" aria-label={t('category.table')}>
        <table className="list-table model-table">
          <thead>
            <tr>
              <th scope="col">{t('category.category')}</th>
              <th scope="col">{t('category.asked')}</th>
              <th scope="col">{t('category.recall')}</th>
              <th scope="col">{t('category.precision')}</th>
              <th scope="col">{t('category.f1')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.category}>
                <td data-title={t('category.category')} dir="auto">
                  {row.name}
                </td>
                <td data-title={t('category.asked')} className="number">
                  {row.asked}
                </td>
                <td data-title={t('category.recall')} className="number">
                  {percent(row.recall)}
                </td>
                <td data-title={t('category.precision')} className="number">
                  {percent(row.precision)}
                </td>
                <td data-title={t('category.f1')} className="number">
                  {percent(row.f1)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
