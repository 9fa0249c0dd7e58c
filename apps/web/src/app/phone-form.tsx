import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../ui/field.tsx'
import { Refusal } from '../wire/refusal.ts'
import { useTell } from '../wire/service-context.tsx'
import './password-form.css'

const phonePattern = String.raw`(\+?86)?1[3-9][0-9]{9}`

/** For residents: a code comes to the telephone. */
export function PhoneForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('app')
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
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (request.isSuccess) open.mutate({ body: { phone, code } }, { onSuccess: onDone })
    else send()
  }
  function send(): void {
    request.mutate({ body: { phone } }, { onSuccess: () => setPause(60) })
  }
  const error = open.error ?? request.error
  return (
    <form className="sign-in-form" onSubmit={submit}>
      <Field label={t('sign_in.phone')} name="phone">
        {(field) => (
          <Input
            {...field}
            type="tel"
            autoComplete="tel"
            required
            pattern={phonePattern}
            title={t('sign_in.phone_hint')}
            value={phone}
            onChange={(event) => setPhone(event.target.value.replaceAll(/[\s-]/g, ''))}
          />
        )}
      </Field>
      {request.isSuccess && (
        <Field label={t('sign_in.phone_code')} name="phone-code" hint={t('sign_in.phone_sent')}>
          {(field) => (
            <Input
              {...field}
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
      <div role="alert" className="sign-in-fault">
        {error instanceof Refusal && error.problem.detail}
      </div>
      <Button type="primary" htmlType="submit" block loading={request.isPending || open.isPending}>
        {t(request.isSuccess ? 'sign_in.submit' : 'sign_in.send_code')}
      </Button>
      {request.isSuccess && (
        <Button type="link" disabled={pause > 0} onClick={send}>
          {pause > 0 ? t('sign_in.again_in', { seconds: pause }) : t('sign_in.again')}
        </Button>
      )}
    </form>
  )
}
