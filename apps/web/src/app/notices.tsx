import { Button, Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats, useWording } from '../text/format-context.tsx'
import { useAskPages, useForget, useTell } from '../wire/service-context.tsx'
import type { RowOf } from '../wire/service-context.tsx'
import { Empty, Shown } from '../ui/screen-state.tsx'
import './notices.css'

/** What one is told: urged, sent a copy, warned; the newest first. */
export function Notices({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app')
  const formats = useFormats()
  const say = useWording()
  const list = useAskPages('notification.list', { query: { limit: 50 } })
  const read = useTell('notification.read')
  const forget = useForget()
  function markRead(notifications?: string[]): void {
    const body = notifications === undefined ? {} : { notifications }
    read.mutate({ body }, { onSuccess: () => void forget('notification.list', 'notification.count') })
  }
  return (
    <Drawer
      open
      title={t('notices.title')}
      onClose={onClose}
      extra={<Button onClick={() => markRead()}>{t('notices.read_all')}</Button>}
    >
      <Shown query={list}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows)
          if (rows.length === 0) return <Empty what={t('notices.empty')} />
          return (
            <ul className="notices">
              {rows.map((row) => (
                <li key={row.notification} data-unread={row.read_at === undefined}>
                  <Link
                    to={pathOf(row)}
                    onClick={() => {
                      if (row.read_at === undefined) markRead([row.notification])
                      onClose()
                    }}
                  >
                    {say(row.sentence)}
                  </Link>
                  {row.text !== undefined && <p className="words">{row.text}</p>}
                  <p className="soft small">
                    <span className="number">{row.number}</span> · {formats.moment(row.created_at)}
                  </p>
                </li>
              ))}
            </ul>
          )
        }}
      </Shown>
      {list.hasNextPage && (
        <Button block onClick={() => void list.fetchNextPage()}>
          {t('notices.more')}
        </Button>
      )}
    </Drawer>
  )
}

/** A search that found more opens that search, an issue its page, all others the matter. */
function pathOf({ search, issue, matter }: RowOf<'notification.list'>): string {
  if (search !== undefined) return `/search?${search}`
  return issue === undefined ? `/matters/${matter}` : `/hot-issues/${issue}`
}
