import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { MatterLamp } from '../../look/lamp.tsx'
import { Asked } from '../../public/asked.tsx'
import { useResident } from '../../public/resident.ts'
import { PublicSignIn } from '../../public/sign-in.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { useAsk, useAskPages, useTell } from '../../wire/service-context.tsx'
import { dropReport, keepReceipt } from '../report/report-draft.ts'
import './follow.css'

/** What somebody has reported or joined, the newest first. */
export function Mine() {
  const { t } = useTranslation('follow')
  const { isStranger, isResident, name, renew } = useResident()
  const close = useTell('session.close')
  useEffect(() => {
    document.title = t('mine.title')
  }, [t])
  const queries = useQueryClient()
  function leave(): void {
    close.mutate({ params: { session: 'current' } }, { onSettled: () => void forgetAll() })
  }
  // Others may use this device next.
  async function forgetAll(): Promise<void> {
    keepReceipt(undefined)
    await dropReport()
    // First who is signed in: what is asked for in their name is off the page then.
    await queries.invalidateQueries({ queryKey: ['me.read'] })
    queries.removeQueries({ type: 'inactive' })
  }
  return (
    <>
      <h1>{t('mine.title')}</h1>
      {isStranger && <PublicSignIn why={t('mine.sign_in')} onDone={() => void renew()} />}
      {name !== undefined && (
        <>
          <p className="follow-person">
            <span>{t('mine.of', { name })}</span>
            <button type="button" className="public-link" onClick={leave}>
              {t('mine.leave')}
            </button>
          </p>
          {isResident ? (
            <>
              <News />
              <OwnMatters />
            </>
          ) : (
            <div className="panel public-note">
              <p>{t('mine.staff')}</p>
              <a href="/">{t('mine.desk')}</a>
            </div>
          )}
        </>
      )}
    </>
  )
}

/** More than these would hide what they reported; the next come when these were looked at. */
const newsShown = 5

/** What they were told and have not looked at yet: that an answer is there, and that they are asked. */
function News() {
  const { t } = useTranslation('follow')
  const say = useWording()
  const { data } = useAsk('notification.list', { query: { is_unread: true, limit: 20 } })
  const rows = data?.rows ?? []
  if (rows.length === 0) return undefined
  return (
    <section className="follow-news panel" aria-labelledby="news">
      <h2 id="news">{t('mine.news')}</h2>
      <ul>
        {rows.slice(0, newsShown).map(({ notification, matter, sentence }) => (
          <li key={notification}>
            <Link to={`/public/mine/${matter}`}>{say(sentence)}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function OwnMatters() {
  const { t } = useTranslation('follow')
  const formats = useFormats()
  const list = useAskPages('matter.list', { query: { limit: 20 } })
  const { hasNextPage, fetchNextPage, isFetchingNextPage } = list
  return (
    <Asked query={list}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.rows)
        if (rows.length === 0) {
          return (
            <div className="panel public-note">
              <p>{t('mine.nothing')}</p>
              <Link to="/public/report">{t('mine.report')}</Link>
            </div>
          )
        }
        return (
          <>
            <ul className="follow-mine">
              {rows.map(
                ({ id, number, title, status, lamp, due_at: dueAt, remaining, opened_at: openedAt }) => (
                  <li key={id} className="panel">
                    <Link to={`/public/mine/${id}`} dir="auto">
                      {title}
                    </Link>
                    <p className="follow-state">
                      <span>{t(`state.${status}`)}</span>
                      {status === 'open' && <MatterLamp {...{ lamp, dueAt, remaining, status }} />}
                    </p>
                    <p className="follow-state small soft">
                      <span className="number">{number}</span>
                      <time dateTime={openedAt}>{formats.moment(openedAt)}</time>
                    </p>
                  </li>
                ),
              )}
            </ul>
            {hasNextPage && (
              <button
                type="button"
                className="press"
                data-kind="plain"
                disabled={isFetchingNextPage}
                onClick={() => void fetchNextPage()}
              >
                {t('mine.more')}
              </button>
            )}
          </>
        )
      }}
    </Asked>
  )
}
