import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { LampShape } from '../../look/lamp.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import type { FeedNews } from '../../wire/feed.ts'
import { useFeed } from '../../wire/use-feed.ts'
import { useRenewal } from '../../wire/use-renewal.ts'
import type { CommandData, MatterRow } from './queries.ts'
import { useAreaNames } from './queries.ts'

type News = Extract<FeedNews, { readonly event: 'entry' }>

/** How much of what happened is kept on the screen. */
const keptNews = 40
const counted = ['matter.count', 'matter.group', 'matter.points', 'matter.list'] as const

/** What happens in the district, the newest on top: first what came in last, then everything as it happens. */
export function LiveFeed({ newest }: { newest: CommandData['newest'] }) {
  const { t } = useTranslation('command-view')
  const [news, setNews] = useState<readonly News[]>([])
  useRenewal(counted)
  useFeed((one) => {
    if (one.event === 'entry') setNews((known) => [one, ...known].slice(0, keptNews))
  })
  return (
    <section className="command-panel command-feed panel" aria-labelledby="command-feed">
      <h2 id="command-feed">{t('feed.title')}</h2>
      <div className="command-scroll" role="region" aria-labelledby="command-feed" tabIndex={0}>
        <ol className="command-lines">
          {news.map((one) => (
            <NewsLine key={`${one.matter} ${one.seq}`} news={one} />
          ))}
          {newest.data?.rows
            .filter(({ id }) => !news.some(({ matter, seq }) => matter === id && seq === 1))
            .map((row) => (
              <ArrivalLine key={row.id} row={row} />
            ))}
        </ol>
        {/* Below the list: that it is still loading is no line of it. */}
        <Shown query={newest} rows={6}>
          {() => undefined}
        </Shown>
      </div>
    </section>
  )
}

function NewsLine({ news }: { news: News }) {
  const { t } = useTranslation('matter')
  const names = useAreaNames()
  return (
    <Line
      matter={news.matter}
      lamp={news.lamp}
      at={news.recorded_at}
      what={t(`entry.${news.kind}`, { defaultValue: t('entry.other') })}
      subject={news.number}
      where={names.get(news.area ?? '')}
    />
  )
}

function ArrivalLine({ row }: { row: MatterRow }) {
  const { t } = useTranslation('command-view')
  const names = useAreaNames()
  return (
    <Line
      matter={row.id}
      lamp={row.lamp}
      at={row.opened_at}
      what={t('feed.arrived')}
      subject={row.title}
      where={names.get(row.area ?? '')}
    />
  )
}

interface LineProps {
  readonly matter: string
  readonly lamp: MatterRow['lamp']
  readonly at: string
  readonly what: string
  readonly subject: string
  readonly where: string | undefined
}

function Line({ matter, lamp, at, what, subject, where }: LineProps) {
  const formats = useFormats()
  return (
    <li>
      <span className="lamp" data-lamp={lamp}>
        <LampShape colour={lamp} />
      </span>
      <Link to={`/matters/${matter}`} dir="auto">
        {subject}
      </Link>
      <span className="command-line-what small soft">
        {[formats.time(at), what, where].filter((part) => part !== undefined).join(' ')}
      </span>
    </li>
  )
}
