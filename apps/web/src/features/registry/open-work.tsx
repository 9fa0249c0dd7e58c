import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { PlainTable } from './piece.tsx'
import { usePacks } from './queries.ts'
import type { OpenWork } from './queries.ts'

/** Open tasks by step, in numbers. */
export function OpenWorkTable({ work, label }: { work: OpenWork; label: string }) {
  const { t } = useTranslation('registry')
  const formats = useFormats()
  const say = useWording()
  const packs = usePacks()
  return (
    <PlainTable
      label={label}
      rows={work.rows}
      keyOf={({ pack, element, office, posts, is_held: isHeld }) =>
        [pack, element, office, ...posts, isHeld].join(' ')
      }
      empty={t('work.none')}
      columns={[
        [
          t('work.step'),
          ({ pack, name, element }) => {
            const title = packs.get(pack)
            return (
              <>
                {name === '' ? element : name}{' '}
                <span className="soft">{title === undefined ? pack : say(title)}</span>
              </>
            )
          },
        ],
        [t('work.office'), ({ office, office_name: name }) => name ?? office ?? ''],
        [t('work.state'), ({ is_held: isHeld }) => t(isHeld ? 'work.held' : 'work.offered')],
        [t('work.tasks'), ({ tasks }) => <span className="number">{formats.number(tasks)}</span>],
      ]}
    />
  )
}
