import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink } from 'react-router'
import './registry.css'

/** Screens that belong together, as links above their lists. */
function Siblings({
  label,
  screens,
}: {
  label: string
  screens: readonly (readonly [path: string, title: string])[]
}) {
  return (
    <nav className="registry-siblings" aria-label={label}>
      {screens.map(([path, title]) => (
        <NavLink key={path} to={path} end className="registry-sibling">
          {title}
        </NavLink>
      ))}
    </nav>
  )
}

/** People, posts and shifts are looked at from three sides. */
export function PeopleSiblings() {
  const { t } = useTranslation('registry')
  return (
    <Siblings
      label={t('people.title')}
      screens={[
        ['/registry/staff', t('people.people')],
        ['/registry/staff/posts', t('people.posts')],
        ['/registry/staff/roster', t('people.roster')],
      ]}
    />
  )
}

export function DutySiblings() {
  const { t } = useTranslation('registry')
  return (
    <Siblings
      label={t('duty.title')}
      screens={[
        ['/registry/lists', t('duty.duties')],
        ['/registry/lists/items', t('duty.items')],
        ['/registry/lists/check', t('duty.check')],
      ]}
    />
  )
}

/** What is known of something, line by line; lines without a value are left out. */
export function Facts({ lines }: { lines: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="registry-facts">
      {lines
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** A part of a page with its heading, a number and what can be done with it. */
export function Block({
  title,
  count,
  acts,
  children,
}: {
  title: string
  count?: number | undefined
  acts?: ReactNode
  children: ReactNode
}) {
  return (
    <section className="registry-block panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {count !== undefined && <span className="number soft">{count}</span>}
        <span className="registry-block-acts">{acts}</span>
      </header>
      {children}
    </section>
  )
}

interface PlainTableProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly columns: readonly (readonly [title: string, cell: (row: Row) => ReactNode])[]
  readonly empty: string
}

/** A short table inside a page. */
export function PlainTable<Row>({ label, rows, keyOf, columns, empty }: PlainTableProps<Row>) {
  if (rows.length === 0) return <p className="soft registry-none">{empty}</p>
  return (
    // A wide table scrolls by itself, also by keyboard.
    <div className="registry-table-frame" tabIndex={0} role="group" aria-label={label}>
      <table className="registry-table">
        <thead>
          <tr>
            {columns.map(([title], place) => (
              <th key={title === '' ? place : title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(([title, cell], place) => (
                <td key={title === '' ? place : title} data-title={title}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** From when to when something holds. */
export function Days({ from, until }: { from?: string | undefined; until?: string | undefined }) {
  const { t } = useTranslation('registry')
  return (
    <span className="number">
      {from === undefined ? t('days.unknown') : from}
      {t('days.to')}
      {until ?? t('days.open')}
    </span>
  )
}

/** The way down to a node, as links. */
export function PathLinks({
  path,
  pathOf,
}: {
  path: readonly { readonly id: string; readonly name: string }[]
  pathOf: (id: string) => string
}) {
  const { t } = useTranslation('registry')
  return (
    <span className="registry-path">
      {path.map(({ id, name }) => (
        <span key={id}>
          <Link to={pathOf(id)}>{name}</Link>
          {t('path')}
        </span>
      ))}
    </span>
  )
}
