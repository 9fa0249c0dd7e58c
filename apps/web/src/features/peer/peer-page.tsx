import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useKeys } from '../../ui/keys.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { CatchUpView } from './catch-up-view.tsx'
import { makeChoice } from './choice.ts'
import type { Choice } from './choice.ts'
import { GapView } from './gap-view.tsx'
import { GroundFields } from './ground-fields.tsx'
import { MapView } from './map-view.tsx'
import { views } from './peer-state.ts'
import type { View } from './peer-state.ts'
import { PeersView } from './peers-view.tsx'
import { useGround } from './queries.ts'
import { usePeerState } from './use-peer-state.ts'
import { WorseningView } from './worsening-view.tsx'
import '../../ui/list-page.css'
import './peer.css'

/** Whom one compares with, what the difference is made of, when it may be gone, and who falls behind. */
export function PeerPage() {
  const { t } = useTranslation('peer')
  const { state, change, addressOf } = usePeerState()
  const query = useGround(state.units)
  function show(next: View): void {
    change({ view: next === 'gap' ? undefined : next })
  }
  useKeys([
    {
      key: 'v',
      what: t('keys.view'),
      run: () => show(views[(views.indexOf(state.view) + 1) % views.length] ?? 'gap'),
    },
  ])
  return (
    <article className="peers">
      <PageHead title={t('title')} what={t('what')} />
      <nav className="panel list-views" aria-label={t('view.label')}>
        {views.map((view) => (
          <Link
            key={view}
            to={addressOf({ view: view === 'gap' ? undefined : view })}
            className="list-view"
            aria-current={view === state.view ? 'page' : undefined}
          >
            {t(`view.${view}`)}
          </Link>
        ))}
      </nav>
      <Shown query={query} rows={10}>
        {(ground) => {
          const choice = makeChoice(ground, state)
          return (
            <>
              <GroundFields choice={choice} />
              {ground.indicators.length === 0 || ground.places.length === 0 ? (
                <Empty what={t(`none.${state.units}`)} />
              ) : (
                <Viewed choice={choice} view={state.view} />
              )}
            </>
          )
        }}
      </Shown>
    </article>
  )
}

function Viewed({ choice, view }: { choice: Choice; view: View }) {
  switch (view) {
    case 'peers':
      return <PeersView choice={choice} />
    case 'gap':
      return <GapView choice={choice} />
    case 'map':
      return <MapView choice={choice} />
    case 'catch_up':
      return <CatchUpView choice={choice} />
    case 'worsening':
      return <WorseningView choice={choice} />
  }
}
