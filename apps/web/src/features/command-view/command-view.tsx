import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats, useNow } from '../../text/format-context.tsx'
import { useKeys } from '../../ui/keys.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useIsAway } from '../../wire/service-context.tsx'
import { CategoryChart } from './category-chart.tsx'
import { CommandMap } from './command-map.tsx'
import { layers, levels, readState } from './command-state.ts'
import type { CommandState } from './command-state.ts'
import { FilterLine } from './filter-line.tsx'
import { HotPlaces } from './hot-places.tsx'
import { LiveFeed } from './live-feed.tsx'
import { staleAfter, useCommandData } from './queries.ts'
import { Roster } from './roster.tsx'
import { Tiles } from './tiles.tsx'
import { useCommandState, useWallLook } from './use-command-state.ts'
import { Whistles } from './whistles.tsx'
import type { AddressChange } from '../../ui/list-address.ts'
import './command-view.css'

/** 一网统管一张图: the district at a glance, at a desk or on a wall. */
export function CommandView() {
  // The texts of lamps and of what happens are there before the first number, so that nothing is put away again to wait for them.
  useTranslation('look')
  useTranslation('matter')
  const { t } = useTranslation('command-view')
  const { state, change } = useCommandState()
  const data = useCommandData(state)
  const size = useWallLook(state.wall)
  useCommandKeys(change)
  return (
    <div className="command" {...(state.wall !== undefined && { 'data-wall': state.wall })}>
      <PageHead
        title={t('title')}
        beside={<Freshness updatedAt={data.updatedAt} />}
        acts={<WallActs state={state} change={change} />}
      />
      <FilterLine state={state} change={change} data={data} />
      <Tiles data={data} />
      <CommandMap key={size} state={state} change={change} data={data} />
      <div className="command-left">
        <CategoryChart key={`chart ${size}`} state={state} change={change} data={data} />
        <HotPlaces change={change} data={data} />
      </div>
      <div className="command-right">
        <LiveFeed newest={data.newest} />
        <Whistles data={data} />
        <Roster roster={data.roster} />
      </div>
    </div>
  )
}

/** When what is shown was answered; what is old says so, for a wall looks the same when nothing comes any more. */
function Freshness({ updatedAt }: { updatedAt: number | undefined }) {
  const { t } = useTranslation('command-view')
  const formats = useFormats()
  const now = useNow(5000)
  const isAway = useIsAway()
  if (updatedAt === undefined) return undefined
  const isStale = isAway || now - updatedAt > staleAfter
  const at = formats.time(updatedAt)
  return (
    <span className="command-fresh" data-stale={isStale} {...(isStale && { role: 'alert' })}>
      {isStale ? t('stale', { at }) : t('fresh', { at })}
    </span>
  )
}

interface Parts {
  readonly state: CommandState
  readonly change: (change: AddressChange) => void
}

function WallActs({ state: { wall }, change }: Parts) {
  const { t } = useTranslation('command-view')
  const formats = useFormats()
  const now = useNow(5000)
  if (wall === undefined) {
    return <Button onClick={() => change({ wall: 'night' })}>{t('wall.open')}</Button>
  }
  return (
    <>
      <span className="command-clock number">
        {formats.day(now)} {formats.time(now)}
      </span>
      <Button onClick={() => change({ wall: wall === 'night' ? 'day' : 'night' })}>
        {t(wall === 'night' ? 'wall.day' : 'wall.night')}
      </Button>
      <Button onClick={() => void document.documentElement.requestFullscreen()}>{t('wall.full')}</Button>
      <Button onClick={() => change({ wall: undefined })}>{t('wall.leave')}</Button>
    </>
  )
}

function useCommandKeys(change: Parts['change']): void {
  const { t } = useTranslation('command-view')
  function now(): CommandState {
    return readState(new URLSearchParams(location.search))
  }
  useKeys([
    { key: 'm', what: t('keys.layer'), run: () => change({ show: nextOf(layers, now().layer) }) },
    { key: 'l', what: t('keys.level'), run: () => change({ level: nextOf(levels, now().level) }) },
    {
      key: 'w',
      what: t('keys.wall'),
      run: () => change({ wall: now().wall === undefined ? 'night' : undefined }),
    },
  ])
}

function nextOf<Value>(values: readonly Value[], value: Value): Value | undefined {
  return values[(values.indexOf(value) + 1) % values.length]
}
