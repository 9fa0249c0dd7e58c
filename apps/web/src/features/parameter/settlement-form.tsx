import type { BodyOf, setPack } from '@duibiao/contract'
import { Button } from 'antd'
import { useState } from 'react'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useForget, useTell } from '../../wire/service-context.tsx'

type Wish = Pick<BodyOf<typeof setPack>, 'kind' | 'name' | 'value' | 'unit'>

interface Props {
  readonly pack: string
  /** What is to be settled; an empty value is not sent. */
  readonly wish: Wish
  /** Gives up what the district has of its own, where it has something. */
  readonly takeBack?: Wish
  readonly onDone: () => void
  /** The inputs of the value itself. */
  readonly children: ReactNode
}

/** A decision of the district: its value, the days on which it holds, and what it rests on. */
export function SettlementForm({ pack, wish, takeBack, onDone, children }: Props) {
  const { t } = useTranslation('parameter')
  const { tell, refusal, isPending } = useSettlement(pack, onDone)
  const [dates, setDates] = useState({ from: '', to: '' })
  const [basis, setBasis] = useState({ law: '', article: '' })
  const [isTried, setTried] = useState(false)
  const missing = {
    value: wish.value === '',
    from: dates.from === '',
    law: basis.law.trim() === '',
    article: basis.article.trim() === '',
  }
  function send(wanted: Wish): void {
    setTried(true)
    const { from, to } = dates
    if (missing.from || missing.law || missing.article || wanted.value === '') return
    const legal = { law: basis.law.trim(), article: basis.article.trim() }
    void tell({ ...wanted, from, ...(to !== '' && { to }), legal_basis: legal })
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    send(wish)
  }
  function faultOf(name: keyof typeof missing): string | undefined {
    return isTried && missing[name] ? t('missing') : undefined
  }
  return (
    <form className="parameter-form" onSubmit={submit} noValidate>
      {children}
      {faultOf('value') !== undefined && <p className="parameter-refusal">{t('missing_value')}</p>}
      <div className="parameter-pair">
        {(['from', 'to'] as const).map((name) => (
          <Field
            key={name}
            label={t(`own.${name}`)}
            name={`own-${name}`}
            isRequired={name === 'from'}
            hint={name === 'to' ? t('own.to_hint') : undefined}
            fault={name === 'from' ? faultOf('from') : undefined}
          >
            {(marks) => (
              <input
                {...marks}
                className="input"
                type="date"
                value={dates[name]}
                onChange={({ target }) => setDates({ ...dates, [name]: target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="parameter-pair">
        {(['law', 'article'] as const).map((name) => (
          <Field
            key={name}
            label={t(`own.${name}`)}
            name={`own-${name}`}
            hint={t(`own.${name}_hint`)}
            isRequired
            fault={faultOf(name)}
          >
            {(marks) => (
              <input
                {...marks}
                className="input"
                value={basis[name]}
                onChange={({ target }) => setBasis({ ...basis, [name]: target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <div role="alert" className="parameter-refusal">
        {refusal}
      </div>
      <div className="parameter-acts">
        <Button type="primary" htmlType="submit" loading={isPending}>
          {t('own.save')}
        </Button>
        {takeBack !== undefined && (
          <Button disabled={isPending} onClick={() => send(takeBack)}>
            {t('own.take_back')}
          </Button>
        )}
      </div>
      <p className="soft small">{t('own.consequence')}</p>
    </form>
  )
}

/** Settles, and tells what became of it; what a law refuses stays beside what was typed. */
function useSettlement(pack: string, onDone: () => void) {
  const { t } = useTranslation('parameter')
  const settle = useTell('pack.set')
  const forget = useForget()
  const toast = useToast()
  const [refusal, setRefusal] = useState<string>()
  async function tell(body: BodyOf<typeof setPack>): Promise<void> {
    setRefusal(undefined)
    try {
      const { value } = await settle.mutateAsync({ params: { pack }, body })
      const { setting, without_effect: lost } = value
      toast.done(
        lost.length === 0
          ? t('settled', { from: setting.from })
          : t('settled_lost', { from: setting.from, names: lost.join(t('and')) }),
      )
    } catch (error) {
      setRefusal(error instanceof Refusal ? error.problem.detail : t('failed'))
      return
    }
    await forget('parameter.list', 'pack.settings', 'pack.content')
    onDone()
  }
  return { tell, refusal, isPending: settle.isPending }
}
