import { DownOutlined, StarFilled, StarOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { Suspense, lazy, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { useWording } from '../../text/format-context.tsx'
import { useKeys } from '../../ui/keys.ts'
import { useToast } from '../../ui/toast.tsx'
import { useForget, useTell } from '../../wire/service-context.tsx'
import { graveOperations } from './operation-form.ts'
import { subjectsOf, useOperationScene } from './operation-scene.ts'
import type { Subject } from './operation-scene.ts'
import type { Matter, MatterTask } from './queries.ts'

const Drawer = lazy(async () => ({ default: (await import('./operation-drawer.tsx')).OperationDrawer }))

/** What else can be done with a matter, beside the one thing that is to be done: only what its pack allows there now. */
export function OperationMenu({ matter, task }: { matter: Matter; task: MatterTask | undefined }) {
  const { t } = useTranslation('matter')
  const say = useWording()
  const scene = useOperationScene(matter, task)
  const subjects = subjectsOf(matter, task, scene)
  const [chosen, setChosen] = useState<Subject>()
  const note = subjects.find((one) => one.kind === 'operation' && one.operation === 'note')
  useKeys(note === undefined ? [] : [{ key: 'n', what: t('operation.note'), run: () => setChosen(note) }])
  function lineOf(subject: Subject, index: number) {
    if (subject.kind === 'ask') return { key: String(index), label: say(subject.ask.name) }
    const { operation } = subject
    return { key: String(index), label: t(`operation.${operation}`), danger: graveOperations.has(operation) }
  }
  const groups = [
    { label: t('menu.ask'), isIn: (one: Subject) => one.kind === 'ask' },
    { label: t('menu.task'), isIn: (one: Subject) => one.kind === 'operation' && one.task !== undefined },
    { label: t('menu.matter'), isIn: (one: Subject) => one.kind === 'operation' && one.task === undefined },
  ].flatMap(({ label, isIn }) => {
    const children = subjects.flatMap((subject, index) => (isIn(subject) ? [lineOf(subject, index)] : []))
    return children.length === 0 ? [] : [{ type: 'group' as const, key: label, label, children }]
  })
  return (
    <>
      <Watch matter={matter} />
      {groups.length > 0 && (
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          menu={{ items: groups, onClick: ({ key }) => setChosen(subjects[Number(key)]) }}
        >
          <Button aria-haspopup="menu">
            {t('menu.open')}
            <DownOutlined />
          </Button>
        </Dropdown>
      )}
      <Suspense>
        {chosen !== undefined && (
          <Drawer matter={matter} subject={chosen} scene={scene} onClose={() => setChosen(undefined)} />
        )}
      </Suspense>
    </>
  )
}

/** Follows a matter, or no longer: it then stands among those one watches. */
function Watch({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const may = useMay()
  const watch = useTell('matter.watch')
  const unwatch = useTell('matter.unwatch')
  const forget = useForget()
  const toast = useToast()
  const isWatched = matter.is_watched
  function turn(): void {
    const given = { params: { matter: matter.id } }
    const told = isWatched ? unwatch.mutateAsync(given) : watch.mutateAsync(given)
    told.then(() => forget('matter.read', 'matter.list', 'task.count'), toast.failed)
  }
  const name = t(isWatched ? 'watch.end' : 'watch.begin')
  useKeys([{ key: 'w', what: name, run: turn }])
  if (!may('matter.watch')) return undefined
  return (
    <Button aria-pressed={isWatched} icon={isWatched ? <StarFilled /> : <StarOutlined />} onClick={turn}>
      {t(isWatched ? 'watch.on' : 'watch.begin')}
    </Button>
  )
}
