import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useWording } from '../../text/format-context.tsx'
import { useKeys } from '../../ui/keys.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { BuildNote } from './build-note.tsx'
import { DefinitionBlock } from './definition-block.tsx'
import { Direction } from './indicator-list.tsx'
import { closed, views } from './indicator-state.ts'
import type { View } from './indicator-state.ts'
import { useIndicator } from './queries.ts'
import type { IndicatorDetail } from './queries.ts'
import { SeriesView } from './series-view.tsx'
import { UnitView } from './unit-view.tsx'
import { useIndicatorState } from './use-indicator-state.ts'
import './indicator.css'

/** One indicator: a unit over time, or all units in one period; below, how it is counted. */
export function IndicatorPage() {
  const { indicator = '' } = useParams()
  const query = useIndicator(indicator)
  return (
    <Shown query={query} rows={10}>
      {(found) => <Page key={found.id} found={found} />}
    </Shown>
  )
}

function Page({ found }: { found: IndicatorDetail }) {
  const { t } = useTranslation('indicator')
  const say = useWording()
  const { state, change } = useIndicatorState()
  const isCompared = found.units.length > 0
  const view: View = isCompared ? state.view : 'series'
  function show(next: View): void {
    change({ view: next === 'series' ? undefined : next, ...closed })
  }
  useKeys(
    isCompared
      ? [{ key: 'v', what: t('keys.view'), run: () => show(view === 'series' ? 'units' : 'series') }]
      : [],
  )
  return (
    <article className="indicators">
      <PageHead
        title={say(found.name)}
        beside={<Direction better={found.better} />}
        what={
          <>
            <Link to="/indicators">{t('back')}</Link> · {say(found.pack_title)} · {say(found.description)}
          </>
        }
        acts={
          isCompared && (
            <Segmented<View>
              name="indicator-view"
              aria-label={t('view.label')}
              value={view}
              options={views.map((value) => ({ value, label: t(`view.${value}`) }))}
              onChange={show}
            />
          )
        }
      />
      <BuildNote build={found} />
      {view === 'series' ? <SeriesView indicator={found} /> : <UnitView indicator={found} />}
      <DefinitionBlock indicator={found} />
    </article>
  )
}
