import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import type { TimelineItem } from '../../ui/timeline.tsx'
import { readEntry } from './entry-line.ts'
import { useEntries } from './queries.ts'
import type { Entry, Matter } from './queries.ts'

/** What happened with a matter, the newest first. */
export function RecordTab({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const entries = useEntries(matter.id)
  const itemOf = useItem()
  return (
    <Shown query={entries}>
      {({ pages }) => (
        <>
          <Timeline
            label={t('tab.record')}
            items={pages
              .flatMap(({ rows }) => rows)
              .toReversed()
              .map(itemOf)}
          />
          {entries.hasNextPage && (
            <Button onClick={() => void entries.fetchNextPage()}>{t('record.more')}</Button>
          )}
        </>
      )}
    </Shown>
  )
}

function useItem(): (entry: Entry) => TimelineItem {
  const { t } = useTranslation('matter')
  const say = useWording()
  const formats = useFormats()
  return (entry) => {
    const { subject, opened, clocks, mark } = readEntry(entry)
    const names = subject.map(say).join(t('record.and'))
    const kind = t(`entry.${entry.kind}`, { defaultValue: t('entry.other') })
    const lines = [
      ...(opened.length > 0 ? [t('record.next', { tasks: opened.map(say).join(t('record.and')) })] : []),
      ...clocks.map(({ name, kind: act, dueAt }) =>
        t(`record.${act}`, {
          clock: say(name),
          at: dueAt === undefined ? '' : formats.end(dueAt),
          defaultValue: '',
        }),
      ),
    ].filter((line) => line !== '')
    return {
      key: String(entry.seq),
      at: entry.recorded_at,
      title: names === '' ? kind : `${kind}${t('record.colon')}${names}`,
      who:
        entry.actor_name ??
        t(entry.actor['system'] === 'automatic_dispatch' ? 'record.automatic' : 'record.system'),
      mark,
      ...(lines.length > 0 && {
        detail: lines.map((line) => <p key={line}>{line}</p>),
      }),
    }
  }
}
