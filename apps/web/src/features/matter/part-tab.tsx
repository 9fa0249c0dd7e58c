import { useTranslation } from 'react-i18next'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useOfficeNames } from '../../ui/registry-picker.tsx'
import { readEntry } from './entry-line.ts'
import { useEntries } from './queries.ts'
import type { Entry, Matter } from './queries.ts'

/** What each office has to do with a matter: what it still has in hand, and what it gave back. */
export function PartTab({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const say = useWording()
  const formats = useFormats()
  const entries = useEntries(matter.id)
  const names = useOfficeNames()
  return (
    <Shown query={entries}>
      {({ pages }) => (
        <table className="matter-parts">
          <thead>
            <tr>
              <th scope="col">{t('part.office')}</th>
              <th scope="col">{t('part.open')}</th>
              <th scope="col">{t('part.done')}</th>
            </tr>
          </thead>
          <tbody>
            {partsOf(
              matter,
              pages.flatMap(({ rows }) => rows),
              names,
            ).map(({ office, open, done }) => (
              <tr key={office}>
                <th scope="row">{office === '' ? t('part.any') : office}</th>
                <td>
                  <ul>
                    {open.map((task) => (
                      <li key={task.task}>
                        {say(task.name)}{' '}
                        <MatterLamp
                          lamp={task.lamp}
                          dueAt={task.due_at}
                          remaining={task.remaining}
                          status={matter.status}
                        />
                      </li>
                    ))}
                  </ul>
                </td>
                <td>
                  <ul>
                    {done.map((entry) => (
                      <li key={entry.seq}>
                        {readEntry(entry).subject.map(say).join(t('record.and'))}{' '}
                        <span className="soft small number">{formats.moment(entry.recorded_at)}</span>
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Shown>
  )
}

interface Part {
  readonly office: string
  readonly open: readonly Matter['tasks'][number][]
  readonly done: readonly Entry[]
}

/** By the names of offices, in the order in which they came to it. */
function partsOf(
  { tasks }: Matter,
  entries: readonly Entry[],
  names: ReadonlyMap<string, string>,
): readonly Part[] {
  const done = Map.groupBy(
    entries.filter(({ kind, actor_name: name }) => kind === 'completeTask' && name !== undefined),
    // Office, post and person stand in it, in this order.
    ({ actor_name: name = '' }) => name.split(' ')[0] ?? '',
  )
  const open = Map.groupBy(tasks, ({ office = '' }) => names.get(office) ?? office)
  return [...new Set([...done.keys(), ...open.keys()])].map((office) => ({
    office,
    open: open.get(office) ?? [],
    done: done.get(office) ?? [],
  }))
}
