import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { pathOfFound } from '../../ui/found-path.ts'
import type { FoundRow } from './queries.ts'

type Why = FoundRow['why'][number]

/** Something that was found: what it is, what it is called, and why it matched. */
export function SearchRow({ row }: { row: FoundRow }) {
  const { t } = useTranslation('search')
  const { sort, name, is_over: isOver } = row
  const path = pathOfFound(row)
  // What is highlighted in the name is not said again below.
  const [named] = row.why.filter(
    ({ field, text }) => (field === 'name' || field === 'title') && text === name,
  )
  const told = row.why.filter((why) => why !== named || why.way !== 'text')
  return (
    <li className="search-row">
      <span className="search-sort" data-sort={sort}>
        {t(`sort.${sort}`)}
      </span>
      <div className="search-said">
        <p className="search-name">
          {path === undefined ? (
            <strong>
              <Marked text={name} marks={named?.marks ?? []} />
            </strong>
          ) : (
            <Link to={path}>
              <Marked text={name} marks={named?.marks ?? []} />
            </Link>
          )}
          {isOver === true && <span className="search-over">{t('over')}</span>}
        </p>
        <Beside row={row} />
        {told.length > 0 && (
          <ul className="search-why small">
            {told.map((why) => (
              <li key={`${why.field} ${why.text}`}>
                <span className="soft">
                  {t('why', { field: fieldName(why, t), way: t(`way.${why.way}`) })}
                </span>{' '}
                <span className="words" dir="auto">
                  <Marked text={why.text} marks={why.marks} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}

/** What tells it from others: number, place or office, state, when it came, and what came after it. */
function Beside({ row }: { row: FoundRow }) {
  const { t } = useTranslation('search')
  const formats = useFormats()
  const { number, beside, status, opened_at: openedAt, successors = [] } = row
  return (
    <p className="soft small">
      {number !== undefined && <span className="number">{number}</span>}
      {beside !== undefined && <span>{beside}</span>}
      {status !== undefined && <span>{t(`status.${status}`)}</span>}
      {openedAt !== undefined && <span>{formats.moment(openedAt)}</span>}
      {successors.map((one) => (
        <Link key={one.id} to={pathOfFound({ ...row, ...one }) ?? ''}>
          {t('successor', { name: one.name })}
        </Link>
      ))}
    </p>
  )
}

/** Fields of forms are called as their pack calls them. */
function fieldName({ field, label }: Why, t: (key: string) => string): string {
  return label ?? t(`field.${field}`)
}

/** A text with the places that match; the marks say so to a screen reader as well. */
function Marked({ text, marks }: Pick<Why, 'text' | 'marks'>) {
  const pieces = marks.flatMap(({ from, to }, place) => [
    { at: from, text: text.slice(marks[place - 1]?.to ?? 0, from), isMarked: false },
    { at: to, text: text.slice(from, to), isMarked: true },
  ])
  const rest = text.slice(marks.at(-1)?.to ?? 0)
  return (
    <>
      {pieces.map((piece) =>
        piece.isMarked ? (
          <mark key={`m${piece.at}`}>{piece.text}</mark>
        ) : (
          <span key={`t${piece.at}`}>{piece.text}</span>
        ),
      )}
      {rest}
    </>
  )
}
