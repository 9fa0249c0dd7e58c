import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useDraft } from '../../form/draft.ts'
import { schemaOf, sentAnswers } from '../../form/form-definition.ts'
import type { FormAnswer } from '../../form/form-definition.ts'
import { findFaults } from '../../form/schema-fault.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { SchemaForm } from '../../form/schema-form.tsx'
import { orderIn } from '../../ui/order-address.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { registryWidgets } from '../../ui/registry-picker.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useAsk, useService, useTell } from '../../wire/service-context.tsx'
import { noticeAddress } from './order-card.tsx'
import { useOrdersChanged } from './queries.ts'
import { TrialPanel } from './trial.tsx'
import type { Trial } from './trial.tsx'
import './supervision.css'

const pack = 'supervision'

/** 立项: the form of the pack; beside it, while it is filled in, whether it would be admitted and until when it would run. */
export function NewOrder() {
  const { t } = useTranslation('supervision')
  const form = useAsk('form.read', { params: { pack, form: 'propose' } }, { staysFor: Infinity })
  const [made, setMade] = useState<Made>()
  return (
    <div className="supervision">
      <PageHead title={t('new.title')} what={<Link to="/supervision">{t('week.back')}</Link>} />
      {made === undefined ? (
        <Shown query={form} rows={10}>
          {(found) => <Proposal form={found} onMade={setMade} />}
        </Shown>
      ) : (
        <MadeOrder made={made} onMore={() => setMade(undefined)} />
      )}
    </div>
  )
}

/** An order that was sent, and what came of it. */
interface Made {
  readonly id: string
  readonly number: string
  readonly trial: Trial | undefined
}

/** What few orders need. */
const rare: ReadonlySet<string> = new Set(['designation_paper', 'same_order', 'other_leader'])

function Proposal({ form, onMade }: { form: FormAnswer; onMade: (made: Made) => void }) {
  const { t } = useTranslation('supervision')
  // What another page knows of an order is no part of the one that was half written before.
  const about = orderIn(useSearchParams()[0])
  const draft = useDraft(['supervision~new', ...Object.values(about)].join('~'))
  const initial = draft.isFound ? draft.kept : about
  const [answers, setAnswers] = useState<Answers>(initial)
  const trial = useTrial(form, answers)
  const { send, refusal, isPending } = useProposing()
  async function propose(given: Answers): Promise<void> {
    const sent = await send(given)
    if (sent === undefined) return
    draft.drop()
    onMade({ ...sent, trial })
  }
  return (
    <div className="supervision-new">
      <div className="panel supervision-form">
        <SchemaForm
          form={form}
          initial={initial}
          widgets={registryWidgets}
          act={t('new.act')}
          isBusy={isPending}
          refusal={refusal}
          onChange={(given) => {
            draft.keep(given)
            setAnswers(given)
          }}
          onSubmit={(given) => void propose(given)}
          aside={{ label: t('new.aside'), holds: ({ name }) => rare.has(name) }}
          {...(draft.isFound && { beside: <span className="soft small">{t('new.draft')}</span> })}
        />
      </div>
      <aside className="panel supervision-trial" aria-live="polite" aria-labelledby="supervision-trial">
        <h2 id="supervision-trial">{t('new.trial')}</h2>
        {trial === undefined ? <p className="soft">{t('new.trial_none')}</p> : <TrialPanel trial={trial} />}
      </aside>
    </div>
  )
}

/** How long nobody has typed before the service is asked, milliseconds. */
const pause = 500

/** What would come of it; asked once everything that must be said is there, and again when it changes. */
function useTrial(form: FormAnswer, answers: Answers): Trial | undefined {
  const service = useService()
  const [trial, setTrial] = useState<Trial>()
  useEffect(() => {
    const variables = { ...sentAnswers(form, answers) }
    if (findFaults(schemaOf(form), variables).length > 0) {
      setTrial(undefined)
      return undefined
    }
    let isOld = false
    const timer = setTimeout(() => {
      service.ask('matter.preview', { body: { pack, variables } }).then(
        ({ value }) => isOld || setTrial(value),
        () => isOld || setTrial(undefined),
      )
    }, pause)
    return () => {
      isOld = true
      clearTimeout(timer)
    }
  }, [form, answers, service])
  return trial
}

/** Opens the matter and fills in its first step. One that was opened and refused is not opened twice. */
function useProposing() {
  const { t } = useTranslation('supervision')
  const service = useService()
  const start = useTell('matter.start')
  const act = useTell('matter.act')
  const changed = useOrdersChanged()
  const [begun, setBegun] = useState<Pick<Made, 'id' | 'number'>>()
  const [refusal, setRefusal] = useState<string>()
  async function open(title: string): Promise<Pick<Made, 'id' | 'number'>> {
    if (begun !== undefined) return begun
    const { value } = await start.mutateAsync({ body: { pack, title } })
    setBegun(value)
    return value
  }
  async function send(answers: Answers): Promise<Pick<Made, 'id' | 'number'> | undefined> {
    setRefusal(undefined)
    try {
      const { id, number } = await open(titleIn(answers))
      const { value } = await service.ask('matter.read', { params: { matter: id } })
      const task = value.tasks.find(({ allowed }) => allowed.includes('completeTask'))?.task ?? 0
      const body = { kind: 'completeTask' as const, task, variables: { ...answers } }
      await act.mutateAsync({ params: { matter: id }, body })
      await changed()
      setBegun(undefined)
      return { id, number }
    } catch (error) {
      setRefusal(error instanceof Refusal ? error.problem.detail : t('new.failed'))
      return undefined
    }
  }
  return { send, refusal, isPending: start.isPending || act.isPending }
}

function titleIn({ order_title: title }: Answers): string {
  return typeof title === 'string' ? title : ''
}

/** What came of an order that was sent: its number, its limit, and its paper one press away. */
function MadeOrder({ made, onMore }: { made: Made; onMore: () => void }) {
  const { t } = useTranslation('supervision')
  const sent = useAsk('matter.ladder', { params: { matter: made.id } })
  return (
    <section className="panel supervision-made" aria-labelledby="supervision-made">
      <h2 id="supervision-made">{t('new.made', { number: made.number })}</h2>
      {made.trial !== undefined && <TrialPanel trial={made.trial} />}
      <div className="supervision-made-acts">
        {sent.data?.order?.issued_at !== undefined && (
          <a className="press" href={noticeAddress(made.id)} target="_blank" rel="noopener">
            {t('new.notice')}
          </a>
        )}
        <Link to={`/matters/${made.id}`}>{t('new.open_matter')}</Link>
        <Button type="link" onClick={onMore}>
          {t('new.more')}
        </Button>
      </div>
    </section>
  )
}
