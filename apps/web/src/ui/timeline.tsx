import type { ReactNode } from 'react'
import { useFormats } from '../text/format-context.tsx'
import './timeline.css'

export interface TimelineItem {
  readonly key: string
  /** RFC 3339, UTC. */
  readonly at: string
  readonly title: string
  /** Who did it. */
  readonly who?: ReactNode
  readonly detail?: ReactNode
  /** How it is marked: something done, something that presses, something the software did by itself. */
  readonly mark: 'done' | 'urgent' | 'system'
}

/** What happened, the newest first, under the days on which it did. */
export function Timeline({ items, label }: { items: readonly TimelineItem[]; label: string }) {
  const formats = useFormats()
  const days = Map.groupBy(items, ({ at }) => formats.day(at))
  return (
    <section className="timeline" aria-label={label}>
      {[...days].map(([day, own]) => (
        <div key={day}>
          <h3 className="timeline-day">{day}</h3>
          <ol>
            {own.map(({ key, at, title, who, detail, mark }) => (
              <li key={key} data-mark={mark}>
                <time dateTime={at} className="number soft">
                  {formats.time(at)}
                </time>
                <div>
                  <p className="timeline-title">{title}</p>
                  {who !== undefined && <p className="soft small">{who}</p>}
                  {detail !== undefined && <div className="timeline-detail small">{detail}</div>}
                </div>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}
