import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { MatterLamp } from '../../look/lamp.tsx'
import { useWording } from '../../text/format-context.tsx'
import { keyOfTask } from './queries.ts'
import type { PoolTask, useEmergencies } from './queries.ts'

interface ListProps {
  readonly rows: readonly PoolTask[]
  readonly emergencies: ReturnType<typeof useEmergencies>
  readonly active: number
  readonly ticked: ReadonlySet<string>
  readonly onGo: (index: number) => void
  readonly onTick: (row: PoolTask) => void
}

/** What waits. The row in hand is marked and stays in sight. */
export function PoolList({ rows, emergencies, active, ticked, onGo, onTick }: ListProps) {
  const { t } = useTranslation('dispatch')
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <ul ref={list} className="dispatch-rows" aria-label={t('rows')} tabIndex={0}>
      {rows.map((row, index) => {
        const key = keyOfTask(row)
        return (
          <li key={key} data-active={index === active}>
            <input
              type="checkbox"
              aria-label={t('tick', { number: row.number })}
              checked={ticked.has(key)}
              onChange={() => onTick(row)}
            />
            <button
              type="button"
              aria-current={index === active ? 'true' : undefined}
              onClick={() => onGo(index)}
            >
              <Row row={row} dangers={emergencies.get(row.matter)?.dangers} />
            </button>
          </li>
        )
      })}
    </ul>
  )
}

interface RowProps {
  readonly row: PoolTask
  /** Of a matter that cannot wait. */
  readonly dangers: readonly { readonly name: { readonly zh: string; readonly en: string } }[] | undefined
}

const Row = memo(function Row({ row, dangers }: RowProps) {
  const { t } = useTranslation('dispatch')
  const say = useWording()
  return (
    <>
      {dangers !== undefined && (
        <span className="dispatch-urgent small">
          {t('emergency.row', { what: dangers.map(({ name }) => say(name)).join(t('and')) })}
        </span>
      )}
      <span className="dispatch-title" dir="auto">
        {row.title === '' ? row.number : row.title}
      </span>
      <span className="dispatch-line small">
        <span className="dispatch-step">
          {say(row.name)}
          {row.is_returned && <span className="dispatch-returned">{t('returned')}</span>}
        </span>
        <MatterLamp lamp={row.lamp} dueAt={row.due_at} remaining={row.remaining} />
      </span>
    </>
  )
})
