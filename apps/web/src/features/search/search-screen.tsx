import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { pathOfFound } from '../../ui/found-path.ts'
import { useKeys } from '../../ui/keys.ts'
import { writeAddress } from '../../ui/list-address.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useTypedWords } from '../../ui/typed-words.ts'
import { pageOf, useSearch } from './queries.ts'
import type { Found } from './queries.ts'
import { SearchNarrowing } from './search-narrowing.tsx'
import { SearchRow } from './search-row.tsx'
import { SavedSearches } from './search-save.tsx'
import '../../ui/list-page.css'
import './search.css'

/** 一网速查: one box for everything that somebody may see. */
export function SearchScreen() {
  const { t } = useTranslation('search')
  const [search] = useSearchParams()
  const box = useRef<HTMLInputElement>(null)
  const query = useSearch(search)
  const isAsked = (search.get('text') ?? '').trim() !== ''
  return (
    <div className="search">
      <PageHead title={t('title')} what={t('what')} />
      <SearchBox box={box} rows={isAsked ? (query.data?.rows ?? []) : []} />
      <SearchNarrowing />
      <SavedSearches />
      {isAsked ? (
        <Shown query={query}>
          {(found) => <Results found={found} isOld={query.isPlaceholderData} box={box} />}
        </Shown>
      ) : (
        <Empty what={t('hint')} />
      )}
    </div>
  )
}

function SearchBox({ box, rows }: { box: RefObject<HTMLInputElement | null>; rows: Found['rows'] }) {
  const { t } = useTranslation('search')
  const [search, setSearch] = useSearchParams()
  const asked = search.get('text') ?? ''
  const { words, setWords } = useTypedWords(asked, (text) =>
    setSearch(writeAddress(new URLSearchParams(location.search), { text, page: '' }), { replace: true }),
  )
  useEffect(() => box.current?.focus(), [box])
  useKeys([{ key: '/', what: t('keys.focus'), run: () => box.current?.select() }])
  function leave(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' || rows.length === 0) return
    event.preventDefault()
    document.querySelector<HTMLElement>('.search-row a')?.focus()
  }
  return (
    <div className="search-box" role="search">
      <input
        ref={box}
        type="search"
        className="input"
        aria-label={t('box')}
        placeholder={t('placeholder')}
        maxLength={200}
        value={words}
        onChange={({ target }) => setWords(target.value)}
        onKeyDown={leave}
      />
    </div>
  )
}

interface ResultsProps {
  readonly found: Found
  /** What was found for the words before these: theirs are on their way. */
  readonly isOld: boolean
  readonly box: RefObject<HTMLInputElement | null>
}

function Results({ found, isOld, box }: ResultsProps) {
  const { t } = useTranslation('search')
  const { rows, has_more: hasMore, note } = found
  const [search, setSearch] = useSearchParams()
  const page = pageOf(search)
  const list = useArrows({ found, isOld, box })
  function turn(to: number): void {
    setSearch((current) => writeAddress(current, { page: to === 1 ? '' : String(to) }))
  }
  useKeys([
    { key: 'n', what: t('keys.next'), run: () => (hasMore && page < 10 ? turn(page + 1) : undefined) },
    { key: 'p', what: t('keys.previous'), run: () => (page > 1 ? turn(page - 1) : undefined) },
  ])
  if (note !== undefined) return <Empty what={t(`note.${note}`)} />
  return (
    <>
      <Kinds found={found} />
      {rows.length === 0 ? (
        <Empty what={t('empty')} />
      ) : (
        <ol className="search-rows panel" ref={list} aria-label={t('results')}>
          {rows.map((row) => (
            <SearchRow key={`${row.sort} ${row.id} ${row.name}`} row={row} />
          ))}
        </ol>
      )}
      {(page > 1 || hasMore) && (
        <p className="search-pages">
          <Button disabled={page === 1} onClick={() => turn(page - 1)}>
            {t('previous')}
          </Button>
          <span>{t('page', { page })}</span>
          <Button disabled={!hasMore || page === 10} onClick={() => turn(page + 1)}>
            {t('next')}
          </Button>
        </p>
      )}
    </>
  )
}

/** What there is of each kind, as links that show it alone. */
function Kinds({ found: { counts } }: { found: Found }) {
  const { t } = useTranslation('search')
  const formats = useFormats()
  const [search] = useSearchParams()
  const kind = search.get('kind') ?? ''
  const whole = counts.reduce((sum, { count }) => sum + count, 0)
  const isOpen = counts.some(({ is_at_least: atLeast }) => atLeast)
  const shown = counts.filter(({ kind: one, count }) => count > 0 || one === kind)
  const all = { kind: '', count: whole, is_at_least: isOpen }
  return (
    <nav className="list-views search-kinds" aria-label={t('kinds')} aria-live="polite">
      {[all, ...shown].map((one) => (
        <Link
          key={one.kind}
          className="list-view"
          to={{ search: writeAddress(search, { kind: one.kind, page: '' }).toString() }}
          aria-current={one.kind === kind ? 'true' : undefined}
        >
          {t(`kind.${one.kind === '' ? 'all' : one.kind}`)}
          <span className="list-view-count number">
            {one.is_at_least
              ? t('at_least', { count: formats.number(one.count) })
              : formats.number(one.count)}
          </span>
        </Link>
      ))}
    </nav>
  )
}

/** Arrows go through what was found, whether the box or a line has the focus; Enter opens. */
function useArrows({ found: { rows }, isOld, box }: ResultsProps) {
  const { t } = useTranslation('search')
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const asked = search.get('text')?.trim()
  const list = useRef<HTMLOListElement>(null)
  function go(step: number): void {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('.search-name a') ?? [])]
    const at = links.findIndex((link) => link === document.activeElement)
    const next = at === -1 ? (step > 0 ? 0 : -1) : at + step
    if (next < 0) box.current?.focus()
    else links[next]?.focus()
  }
  useKeys([
    { key: 'ArrowDown', what: t('keys.down'), run: () => go(1) },
    { key: 'ArrowUp', what: t('keys.up'), run: () => go(-1) },
  ])
  useEffect(() => {
    // Enter in the box opens what stands first: that is what was looked for nineteen times of twenty.
    const input = box.current
    function open(event: globalThis.KeyboardEvent): void {
      // Whoever types faster than is answered means none of what was found for the beginning of it.
      if (isOld || input?.value.trim() !== asked) return
      const first = rows[0] && pathOfFound(rows[0])
      if (event.key === 'Enter' && !event.isComposing && first !== undefined) void navigate(first)
    }
    input?.addEventListener('keydown', open)
    return () => input?.removeEventListener('keydown', open)
  }, [rows, isOld, asked, box, navigate])
  return list
}
