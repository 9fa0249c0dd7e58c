import { Button, Input } from 'antd'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../ui/field.tsx'
import { Refusal, codeOf } from '../wire/refusal.ts'
import { useTell } from '../wire/service-context.tsx'
import './password-form.css'

export interface PasswordFormProps {
  /** Whose session it is; typed when not said. */
  readonly account?: string
  readonly onDone: () => void
}

/** Account and password; the code of the second factor is asked for when the account has one. */
export function PasswordForm({ account: known, onDone }: PasswordFormProps) {
  const { t } = useTranslation('app')
  const open = useTell('session.open')
  const [account, setAccount] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  function submit(event: FormEvent): void {
    event.preventDefault()
    const body = { account: account.trim(), password, ...(code !== '' && { code }) }
    open.mutate(
      { body },
      {
        onSuccess: onDone,
        onError: (error) => {
          if (codeOf(error) === 'code_required') setAsksCode(true)
        },
      },
    )
  }
  const refusal = open.error instanceof Refusal ? open.error.problem : undefined
  const isCodeWanted = refusal?.code === 'code_required' && code === ''
  return (
    <form className="sign-in-form" onSubmit={submit}>
      {known === undefined && (
        <Field label={t('sign_in.account')} name="account">
          {(field) => (
            <Input
              {...field}
              autoComplete="username"
              required
              autoFocus
              value={account}
              onChange={(event) => setAccount(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field label={t('sign_in.password')} name="password">
        {(field) => (
          <Input.Password
            {...field}
            autoComplete="current-password"
            required
            autoFocus={known !== undefined}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {asksCode && (
        <Field label={t('sign_in.code')} name="code" hint={t('sign_in.code_hint')}>
          {(field) => (
            <Input
              {...field}
              autoComplete="one-time-code"
              inputMode="numeric"
              maxLength={6}
              autoFocus
              value={code}
              onChange={(event) => setCode(event.target.value.trim())}
            />
          )}
        </Field>
      )}
      <div role="alert" className="sign-in-fault">
        {refusal === undefined || isCodeWanted ? undefined : refusal.detail}
      </div>
      <Button type="primary" htmlType="submit" block loading={open.isPending}>
        {t('sign_in.submit')}
      </Button>
    </form>
  )
}
