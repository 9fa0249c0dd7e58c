import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFeed } from '../../wire/use-feed.ts'
import { writeAddress } from '../../ui/list-address.ts'
import { Loading, Shown } from '../../ui/screen-state.tsx'
import { ClockPanel } from './clock-panel.tsx'
import { MatterHead } from './matter-head.tsx'
import { matterTabs } from './matter-tab.ts'
import { OperationMenu } from './operation-menu.tsx'
import { useMatter, useMatterChanged } from './queries.ts'
import type { Matter } from './queries.ts'
import { TaskPanel, chosenTask } from './task-panel.tsx'
import './matter-screen.css'

/** The page of a matter: what it is, who holds it, by when; what to do now; and its parts. */
export function MatterScreen() {
  const { matter = '' } = useParams()
  const [search] = useSearchParams()
  const query = useMatter(matter)
  const changed = useMatterChanged()
  const id = query.data?.id
  useFeed((news) => {
    if (news.event === 'reload' || news.matter === id) void changed()
  })
  return (
    <Shown query={query} rows={10}>
      {(found) => (
        <article className="matter">
          <MatterHead
            matter={found}
            acts={<OperationMenu matter={found} task={chosenTask(found, search)} />}
          />
          <div className="matter-work">
            <TaskPanel matter={found} />
            <MatterTabs matter={found} />
          </div>
          <aside className="matter-side">
            <ClockPanel matter={found} />
          </aside>
        </article>
      )}
    </Shown>
  )
}

/** The parts of a matter, one at a time; which one stands in the address. */
function MatterTabs({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const may = useMay()
  const [search] = useSearchParams()
  const shown = matterTabs.filter(({ needs, isFor }) => may(needs) && isFor?.(matter) !== false)
  const chosen = shown.find(({ id }) => id === search.get('tab')) ?? shown[0]
  if (chosen === undefined) return undefined
  const { Panel } = chosen
  return (
    <section className="matter-tabs panel">
      <nav aria-label={t('tabs')}>
        {shown.map(({ id }) => (
          <Link
            key={id}
            replace
            preventScrollReset
            to={{ search: writeAddress(search, { tab: id }).toString() }}
            aria-current={id === chosen.id ? 'true' : undefined}
          >
            {t(`tab.${id}`)}
          </Link>
        ))}
      </nav>
      <div className="matter-panel">
        <Suspense fallback={<Loading />}>
          <Panel matter={matter} />
        </Suspense>
      </div>
    </section>
  )
}
