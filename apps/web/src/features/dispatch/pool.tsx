import { useDeferredValue, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useRenewal } from '../../wire/use-renewal.ts'
import { useFormats } from '../../text/format-context.tsx'
import { useKeys } from '../../ui/keys.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useMatter } from '../matter/queries.ts'
import { PoolBulk } from './pool-bulk.tsx'
import { PoolList } from './pool-list.tsx'
import { PoolMatter } from './pool-matter.tsx'
import { Automatic } from './automatic.tsx'
import { keyOfTask, useEmergencies, usePool, useSuggestion } from './queries.ts'
import type { PoolTask } from './queries.ts'
import './dispatch.css'

const waiting = ['task.list', 'task.count', 'emergency.list'] as const

/** 派遣池: what waits at the left, the one in hand at the right, emptied by keyboard. */
export function Pool() {
  const { t } = useTranslation('dispatch')
  const formats = useFormats()
  const pool = usePool()
  // Commands that were sent and not answered yet: their rows are gone at once, and come back if they are refused.
  const [sent, setSent] = useState<ReadonlySet<string>>(new Set())
  useRenewal(waiting)
  function mark(key: string, isSent: boolean): void {
    setSent((all) => {
      const next = new Set(all)
      if (isSent) next.add(key)
      else next.delete(key)
      return next
    })
  }
  return (
    <div className="dispatch">
      <Shown query={pool} rows={12}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.rows).filter((row) => !sent.has(keyOfTask(row)))
          return (
            <>
              <PageHead
                title={t('title')}
                beside={
                  <span className="soft">
                    {t('waiting', { count: rows.length, number: formats.number(rows.length) })}
                  </span>
                }
                what={t('what')}
              />
              <Automatic />
              {rows.length === 0 ? <Empty what={t('empty')} /> : <PoolDesk rows={rows} onSend={mark} />}
            </>
          )
        }}
      </Shown>
    </div>
  )
}

interface DeskProps {
  readonly rows: readonly PoolTask[]
  readonly onSend: (key: string, isSent: boolean) => void
}

function PoolDesk({ rows, onSend }: DeskProps) {
  const { t } = useTranslation('dispatch')
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [place, setPlace] = useState(0)
  const [held, setHeld] = useState<string>()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const search = useRef<HTMLInputElement>(null)
  const words = useDeferredValue(typed.trim().toLowerCase())
  const emergencies = useEmergencies()
  // What cannot wait stands on top; the rest stays in its order.
  const shown = rows
    .filter(({ title, number }) => `${number} ${title}`.toLowerCase().includes(words))
    .toSorted((one, other) => Number(emergencies.has(other.matter)) - Number(emergencies.has(one.matter)))
  // The one in hand stays in hand when rows come above it; when it is done, the next one takes its place.
  const found = shown.findIndex((row) => keyOfTask(row) === held)
  const index = Math.min(found === -1 ? place : found, shown.length - 1)
  const current = shown[index]
  if (current !== undefined && !rows.some((row) => keyOfTask(row) === held)) setHeld(keyOfTask(current))
  const next = shown[index + 1]
  function go(to: number): void {
    const row = shown[Math.min(Math.max(to, 0), shown.length - 1)]
    setPlace(Math.min(Math.max(to, 0), shown.length - 1))
    setHeld(row && keyOfTask(row))
  }
  function tick(row: PoolTask): void {
    const all = new Set(ticked)
    if (!all.delete(keyOfTask(row))) all.add(keyOfTask(row))
    setTicked(all)
  }
  useKeys([
    { key: 'j', what: t('keys.next'), run: () => go(index + 1) },
    { key: 'k', what: t('keys.previous'), run: () => go(index - 1) },
    { key: '/', what: t('keys.search'), run: () => search.current?.focus() },
    {
      key: 'o',
      what: t('keys.open'),
      run: () => current && void navigate(`/matters/${current.matter}?task=${current.task}`),
    },
    { key: 'x', what: t('keys.tick'), run: () => current && tick(current) },
  ])
  return (
    <div className="dispatch-desk">
      <section className="dispatch-pool panel" aria-label={t('pool')}>
        <div className="dispatch-search">
          <input
            ref={search}
            className="input"
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
            }}
          />
        </div>
        <PoolBulk
          rows={rows.filter((row) => ticked.has(keyOfTask(row)))}
          clear={() => setTicked(new Set())}
        />
        <PoolList
          rows={shown}
          emergencies={emergencies}
          active={index}
          ticked={ticked}
          onGo={go}
          onTick={tick}
        />
      </section>
      {current === undefined ? (
        <Empty what={t('nothing_found')} />
      ) : (
        <PoolMatter
          key={keyOfTask(current)}
          row={current}
          onSend={(isSent) => {
            setPlace(index)
            onSend(keyOfTask(current), isSent)
          }}
        />
      )}
      {next !== undefined && <Ahead key={next.matter} matter={next.matter} />}
    </div>
  )
}

/** Asks for the next matter while somebody reads this one. */
function Ahead({ matter }: { matter: string }) {
  useMatter(matter)
  useSuggestion(matter)
  return undefined
}
