import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../ui/field.tsx'
import { Refusal } from '../wire/refusal.ts'
import { useTell } from '../wire/service-context.tsx'
import './phone-form.css'

const phonePattern = String.raw`(\+?86)?1[3-9][0-9]{9}`

/** Seconds before another code can be asked for. */
const pauseSpan = 60

/** Signing in with a code that comes to the telephone. */
export function PhoneForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('form')
  const request = useTell('phone_code.request')
  const open = useTell('session.open_by_phone')
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [pause, setPause] = useState(0)
  useEffect(() => {
    if (pause === 0) return undefined
    const timer = setTimeout(() => setPause(pause - 1), 1000)
    return () => clearTimeout(timer)
  }, [pause])
  function send(): void {
    request.mutate({ body: { phone } }, { onSuccess: () => setPause(pauseSpan) })
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (request.isSuccess) open.mutate({ body: { phone, code } }, { onSuccess: onDone })
    else send()
  }
  const error = open.error ?? request.error
  return (
    <form className="phone-form" onSubmit={submit}>
      <Field label={t('phone.number')} name="phone">
        {(marks) => (
          <input
            {...marks}
            className="input"
            type="tel"
            autoComplete="tel"
            required
            pattern={phonePattern}
            title={t('phone.number_hint')}
            value={phone}
            onChange={(event) => setPhone(event.target.value.replaceAll(/[\s-]/g, ''))}
          />
        )}
      </Field>
      {request.isSuccess && (
        <Field label={t('phone.code')} name="phone-code" hint={t('phone.code_hint')}>
          {(marks) => (
            <input
              {...marks}
              className="input"
              autoComplete="one-time-code"
              inputMode="numeric"
              maxLength={6}
              required
              autoFocus
              value={code}
              onChange={(event) => setCode(event.target.value.trim())}
            />
          )}
        </Field>
      )}
      <p role="alert" className="phone-fault">
        {error instanceof Refusal && error.problem.detail}
      </p>
      <button type="submit" className="press" disabled={request.isPending || open.isPending}>
        {t(request.isSuccess ? 'phone.enter' : 'phone.send')}
      </button>
      {request.isSuccess && (
        <button type="button" className="press" data-kind="plain" disabled={pause > 0} onClick={send}>
          {pause > 0 ? t('phone.again_in', { seconds: pause }) : t('phone.again')}
        </button>
      )}
    </form>
  )
}
