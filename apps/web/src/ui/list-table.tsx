import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats } from '../text/format-context.tsx'
import { useKeys } from './keys.ts'

export interface ListColumn<Row> {
  readonly id: string
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** As CSS has it; what is left when not said. */
  readonly width?: string
  readonly isNumber?: boolean
  /** Not shown until somebody chooses it. */
  readonly isHidden?: boolean
  /** Cannot be taken away. */
  readonly isFixed?: boolean
}

/** A key that acts on the row one is on. */
export interface RowKey<Row> {
  readonly key: string
  /** In the words of the `?` help. */
  readonly what: string
  readonly run: (row: Row) => void
}

export interface ListTableProps<Row> {
  readonly rows: readonly Row[]
  /** The cell of the first is the link to the row. */
  readonly columns: readonly ListColumn<Row>[]
  readonly keyOf: (row: Row) => string
  readonly pathOf: (row: Row) => string
  readonly onOpen: (row: Row) => void
  /** The last row came into sight. */
  readonly onEnd: () => void
  /** There are no further rows. */
  readonly isWhole: boolean
  readonly rowKeys?: readonly RowKey<Row>[]
  readonly bulk?: (rows: readonly Row[], clear: () => void) => ReactNode
}

/** Rows of a list, of which only those in sight are in the page. */
export function ListTable<Row>(props: ListTableProps<Row>) {
  const { rows, columns, keyOf, pathOf, onOpen, onEnd, isWhole, rowKeys, bulk } = props
  const { t } = useTranslation('ui')
  const formats = useFormats()
  const frame = useRef<HTMLDivElement>(null)
  const { ticked, tick, clear } = useTicks()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 40,
    getItemKey: (index) => keyAt(rows, index, keyOf),
    overscan: 12,
  })
  const { active, setActive } = useRowKeys({
    rows,
    keyOf,
    frame: () => frame.current,
    scrollTo: (index) => virtual.scrollToIndex(index),
    onOpen,
    ...(rowKeys !== undefined && { rowKeys }),
    ...(bulk !== undefined && { onTick: (row: Row) => tick(keyOf(row)) }),
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - 15) onEnd()
  }, [last, rows.length, onEnd])
  const [before, after] = spaceAround(items, virtual.getTotalSize())
  const chosen = rows.filter((row) => ticked.has(keyOf(row)))
  return (
    <>
      {bulk !== undefined && chosen.length > 0 && (
        <div className="list-bulk" role="status">
          <span>{t('list.ticked', { count: chosen.length })}</span>
          {bulk(chosen, clear)}
        </div>
      )}
      <div ref={frame} className="list-frame" tabIndex={0} role="region" aria-label={t('list.rows')}>
        <table className="list-table">
          <thead>
            <tr>
              {bulk !== undefined && (
                <th className="list-tick">
                  <span className="unseen">{t('list.tick')}</span>
                </th>
              )}
              {columns.map(({ id, title, width, isNumber }) => (
                <th key={id} scope="col" data-number={isNumber} style={width === undefined ? {} : { width }}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
            {items.map(({ index, key }) => {
              const row = rows[index]
              return row === undefined ? undefined : (
                <TableRow
                  key={key}
                  ref={virtual.measureElement}
                  row={row}
                  index={index}
                  columns={columns}
                  path={pathOf(row)}
                  isActive={index === active}
                  onPress={(isOpening) => {
                    setActive(index)
                    if (isOpening) onOpen(row)
                  }}
                  {...(bulk !== undefined && {
                    ticking: { isTicked: ticked.has(keyOf(row)), onTick: () => tick(keyOf(row)) },
                  })}
                />
              )
            })}
            {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
          </tbody>
        </table>
        <p className="list-foot soft small">
          {t(isWhole ? 'list.whole' : 'list.part', {
            count: rows.length,
            number: formats.number(rows.length),
          })}
        </p>
      </div>
    </>
  )
}

/** Heights of what is not drawn, above and below. */
function spaceAround(
  items: readonly { readonly start: number; readonly end: number }[],
  total: number,
): readonly [number, number] {
  return [items[0]?.start ?? 0, total - (items.at(-1)?.end ?? total)]
}

interface TableRowProps<Row> {
  readonly ref: Ref<HTMLTableRowElement>
  readonly row: Row
  readonly index: number
  readonly columns: readonly ListColumn<Row>[]
  readonly path: string
  readonly isActive: boolean
  /** With whether that opens it: what stands in the row may be pressed for itself. */
  readonly onPress: (isOpening: boolean) => void
  readonly ticking?: { readonly isTicked: boolean; readonly onTick: () => void }
}

function TableRow<Row>({ ref, row, index, columns, path, isActive, onPress, ticking }: TableRowProps<Row>) {
  const { t } = useTranslation('ui')
  return (
    <tr
      ref={ref}
      data-index={index}
      data-active={isActive}
      onClick={(event) => onPress(!isPressed(event.target))}
    >
      {ticking !== undefined && (
        <td className="list-tick">
          <input
            type="checkbox"
            aria-label={t('list.tick')}
            checked={ticking.isTicked}
            onChange={ticking.onTick}
          />
        </td>
      )}
      {columns.map((column, place) => (
        <td key={column.id} data-title={column.title} data-number={column.isNumber}>
          {place === 0 ? <Link to={path}>{column.cell(row)}</Link> : column.cell(row)}
        </td>
      ))}
    </tr>
  )
}

function keyAt<Row>(rows: readonly Row[], index: number, keyOf: (row: Row) => string): string {
  const row = rows[index]
  return row === undefined ? String(index) : keyOf(row)
}

function isPressed(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, label, select') !== null
}

function useTicks() {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  function tick(key: string): void {
    const next = new Set(ticked)
    if (!next.delete(key)) next.add(key)
    setTicked(next)
  }
  return { ticked, tick, clear: () => setTicked(new Set()) }
}

interface RowKeys<Row> {
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly frame: () => HTMLElement | null
  readonly scrollTo: (index: number) => void
  readonly onOpen: (row: Row) => void
  readonly rowKeys?: readonly RowKey<Row>[]
  readonly onTick?: (row: Row) => void
}

interface Held {
  readonly key: string
  readonly place: number
}

/** The row one is on stays it when rows come above it; when it is gone, the next one takes its place. -1 before there is one. */
function useActiveRow<Row>({ rows, keyOf }: Pick<RowKeys<Row>, 'rows' | 'keyOf'>) {
  const [held, setHeld] = useState<Held>()
  function setActive(place: number): void {
    setHeld({ key: keyAt(rows, place, keyOf), place })
  }
  if (held === undefined) return { active: -1, setActive }
  const { key, place } = held
  const isThere = place < rows.length && keyAt(rows, place, keyOf) === key
  const found = isThere ? place : rows.findIndex((row) => keyOf(row) === key)
  if (found !== -1 && found !== place) setHeld({ key, place: found })
  return { active: found === -1 ? Math.min(place, rows.length - 1) : found, setActive }
}

/** j and k move from row to row, and the focus with them, so that a reader says where one is. */
function useRowKeys<Row>({ rows, keyOf, frame, scrollTo, onOpen, rowKeys = [], onTick }: RowKeys<Row>) {
  const { t } = useTranslation('ui')
  const { active, setActive } = useActiveRow({ rows, keyOf })
  function move(step: number): void {
    const next = Math.min(Math.max(active + step, 0), rows.length - 1)
    setActive(next)
    scrollTo(next)
    requestAnimationFrame(() =>
      frame()?.querySelector<HTMLElement>(`tr[data-index="${next}"] a`)?.focus({ preventScroll: true }),
    )
  }
  function withRow(act: (row: Row) => void): void {
    const row = rows[active]
    if (row !== undefined) act(row)
  }
  useKeys([
    { key: 'j', what: t('keys.next'), run: () => move(1) },
    { key: 'k', what: t('keys.previous'), run: () => move(-1) },
    { key: 'Enter', what: t('keys.open'), run: () => withRow(onOpen) },
    ...rowKeys.map(({ key, what, run }) => ({ key, what, run: () => withRow(run) })),
    ...(onTick === undefined ? [] : [{ key: 'x', what: t('keys.tick'), run: () => withRow(onTick) }]),
  ])
  return { active, setActive }
}
