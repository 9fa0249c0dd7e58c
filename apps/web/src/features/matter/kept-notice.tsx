import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { dropDraft, listDrafts } from '../../form/kept-draft.ts'
import type { KeptDraft } from '../../form/kept-draft.ts'
import { useToast } from '../../ui/toast.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { readFact } from './entry-line.ts'
import { useAct, useEntries } from './queries.ts'
import type { Matter } from './queries.ts'

interface Props {
  readonly matter: Matter
  /** Tasks whose forms are still one's own to fill in, or are being sent. */
  readonly own: readonly number[]
}

/** What one had typed into the form of a task that somebody else took or finished meanwhile: it is not lost, and says so. */
export function KeptNotice({ matter, own }: Props) {
  const [, setDropped] = useState(0)
  const drafts = listDrafts(`${matter.id}~`).filter(({ name }) => !own.includes(taskOf(name)))
  return drafts.map((draft) => (
    <Kept
      key={draft.name}
      matter={matter}
      draft={draft}
      onDrop={() => {
        dropDraft(draft.name)
        setDropped((count) => count + 1)
      }}
    />
  ))
}

function taskOf(name: string): number {
  return Number(name.split('~')[1])
}

interface KeptProps {
  readonly matter: Matter
  readonly draft: KeptDraft
  readonly onDrop: () => void
}

function Kept({ matter, draft, onDrop }: KeptProps) {
  const { t } = useTranslation('matter')
  const { give, isPending } = useAct()
  const toast = useToast()
  const text = Object.values(draft.answers)
    .filter((value) => typeof value === 'string' && /\P{ASCII}|\s/u.test(value))
    .join('\n')
  const happened = useHappened(matter, taskOf(draft.name))
  function keepAsNote(): void {
    give(matter.id, { kind: 'note', text }).then(() => {
      onDrop()
      toast.done(t('done.operation', { operation: t('operation.note') }))
    }, toast.failed)
  }
  return (
    <section className="matter-kept panel" role="alert">
      <h2>{happened}</h2>
      <p className="soft">{t('kept.what')}</p>
      {text !== '' && <blockquote className="words">{text}</blockquote>}
      <div className="matter-kept-acts">
        {text !== '' && matter.allowed.includes('note') && (
          <Button loading={isPending} onClick={keepAsNote}>
            {t('kept.note')}
          </Button>
        )}
        {text !== '' && (
          <Button
            onClick={() => {
              navigator.clipboard.writeText(text).then(() => toast.done(t('kept.copied')), toast.failed)
            }}
          >
            {t('kept.copy')}
          </Button>
        )}
        <Button type="text" onClick={onDrop}>
          {t('kept.drop')}
        </Button>
      </div>
    </section>
  )
}

/** Who took the task, or who ended it and how. */
function useHappened(matter: Matter, task: number): string {
  const { t } = useTranslation('matter')
  const may = useMay()
  const open = matter.tasks.find((one) => one.task === task)
  const person = open?.person
  const holder = useAsk(
    'person.read',
    { params: { person: person ?? '' } },
    { isWanted: person !== undefined && may('person.read'), staysFor: 600_000 },
  )
  const entries = useEntries(matter.id).data?.pages.flatMap(({ rows }) => rows) ?? []
  if (open !== undefined) {
    return t('kept.taken', { name: holder.data?.name ?? person ?? t('kept.colleague') })
  }
  const last = entries.findLast(({ facts }) => facts.some((fact) => readFact(fact).token === String(task)))
  return t('kept.done', { name: last?.actor_name ?? t('kept.colleague') })
}
