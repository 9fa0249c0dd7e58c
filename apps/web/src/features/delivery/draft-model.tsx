import { App, Button } from 'antd'
import { useState } from 'react'
import type { FormEvent, HTMLInputTypeAttribute } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { Field } from '../../ui/field.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useAsk, useForget, useTell } from '../../wire/service-context.tsx'
import type { DraftModel as Setting } from './queries.ts'
import { SectionBar } from './section-bar.tsx'
import './delivery.css'

/** The language model that may draft texts: off until somebody turns it on. */
export function DraftModel() {
  const { t } = useTranslation('delivery')
  const query = useAsk('draft_model.read', {})
  const acts = useModelActs()
  return (
    <div className="delivery">
      <PageHead title={t('model.head')} what={t('model.what')} />
      <SectionBar />
      <Shown query={query} rows={4}>
        {(found) => (
          <section className="delivery-block panel">
            <strong>{t(found.is_on ? 'model.on' : 'model.off')}</strong>
            <ul className="delivery-rules">
              {(['personal', 'person', 'audit', 'secret'] as const).map((rule) => (
                <li key={rule}>{t(`model.rule.${rule}`)}</li>
              ))}
            </ul>
            <ModelForm key={found.changed_at ?? ''} found={found} acts={acts} />
          </section>
        )}
      </Shown>
    </div>
  )
}

function ModelForm({ found, acts }: { found: Setting; acts: ModelActs }) {
  const { t } = useTranslation('delivery')
  const may = useMay()
  const [isOn, setOn] = useState(found.is_on)
  const [address, setAddress] = useState(found.address ?? '')
  const [model, setModel] = useState(found.model ?? '')
  const [key, setKey] = useState('')
  const [seconds, setSeconds] = useState(String(found.seconds))
  const { save, remove, test, said, isPending } = acts
  const isMissing = address.trim() === '' || model.trim() === '' || !(Number(seconds) >= 1)
  function submit(event: FormEvent): void {
    event.preventDefault()
    const body = { is_on: isOn, address: address.trim(), model: model.trim(), seconds: Number(seconds) }
    void save({ ...body, ...(key !== '' && { key }) })
  }
  return (
    <form className="delivery-form delivery-model" onSubmit={submit} noValidate>
      <label className="choice">
        <input type="checkbox" checked={isOn} onChange={({ target }) => setOn(target.checked)} />
        {t('model.turn_on')}
      </label>
      <Line name="address" type="url" hint={t('model.address_hint')} value={address} onChange={setAddress} />
      <Line name="model" hint={t('model.model_hint')} value={model} onChange={setModel} />
      <Line
        name="key"
        type="password"
        hint={t(found.has_key ? 'model.key_kept' : 'model.key_hint')}
        value={key}
        onChange={setKey}
      />
      <Line
        name="seconds"
        type="number"
        hint={t('model.seconds_hint')}
        value={seconds}
        onChange={setSeconds}
      />
      <div role="alert" className="delivery-refusal">
        {said?.kind === 'refused' && said.text}
      </div>
      {may('draft_model.keep') && (
        <div className="delivery-acts">
          <Button type="primary" htmlType="submit" loading={isPending} disabled={isMissing}>
            {t('act.save')}
          </Button>
          {found.address !== undefined && (
            <>
              <Button onClick={test}>{t('model.test')}</Button>
              <Button danger onClick={remove}>
                {t('model.remove')}
              </Button>
            </>
          )}
          <span role="status">{said?.kind === 'done' && said.text}</span>
        </div>
      )}
    </form>
  )
}

interface LineProps {
  readonly name: 'address' | 'model' | 'key' | 'seconds'
  readonly type?: HTMLInputTypeAttribute
  readonly hint: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function Line({ name, type = 'text', hint, value, onChange }: LineProps) {
  const { t } = useTranslation('delivery')
  return (
    <Field label={t(`model.${name}`)} name={`model-${name}`} hint={hint} isRequired={name !== 'key'}>
      {(marks) => (
        <input
          {...marks}
          className="input"
          type={type}
          autoComplete="off"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  )
}

/** What can be done with the model. Whoever changes it proves once more who they are: the service asks for it. */
function useModelActs() {
  const { t } = useTranslation('delivery')
  const { modal } = App.useApp()
  const keep = useTell('draft_model.keep')
  const removal = useTell('draft_model.remove')
  const trial = useTell('draft_model.test')
  const forget = useForget()
  const [said, setSaid] = useState<Said>()
  /** What came of it stands beside the buttons, where whoever pressed one looks. */
  async function end(work: () => Promise<Said>): Promise<void> {
    setSaid(undefined)
    try {
      setSaid(await work())
    } catch (error) {
      setSaid({ kind: 'refused', text: error instanceof Refusal ? error.problem.detail : t('failed') })
    }
  }
  async function tryOut(): Promise<Said> {
    const { value } = await trial.mutateAsync({})
    if (value.is_taken) return { kind: 'done', text: t('model.taken') }
    const why = t(`model.reason.${value.reason ?? 'unreachable'}`)
    return { kind: 'refused', text: t('model.not_taken', { why }) }
  }
  async function forgetting(work: Promise<unknown>, text: string): Promise<Said> {
    await work
    await forget('draft_model.read', 'draft.offer')
    return { kind: 'done', text }
  }
  function remove(): void {
    modal.confirm({
      title: t('model.remove_title'),
      content: t('model.remove_what'),
      okText: t('model.remove'),
      okButtonProps: { danger: true },
      onOk: () => end(() => forgetting(removal.mutateAsync({}), t('model.removed'))),
    })
  }
  return {
    said,
    isPending: keep.isPending || removal.isPending || trial.isPending,
    save: (body: Parameters<typeof keep.mutateAsync>[0]['body']) =>
      end(() => forgetting(keep.mutateAsync({ body }), t('model.saved'))),
    test: () => void end(tryOut),
    remove,
  }
}

type ModelActs = ReturnType<typeof useModelActs>

/** What became of the last act. */
interface Said {
  readonly kind: 'done' | 'refused'
  readonly text: string
}
