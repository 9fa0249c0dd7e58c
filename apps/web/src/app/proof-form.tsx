import { Button, Input } from 'antd'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../ui/field.tsx'
import { Refusal, codeOf } from '../wire/refusal.ts'
import { useForget, useTell } from '../wire/service-context.tsx'
import { useMe } from './me.tsx'
import './password-form.css'

/** Proves once more who one is: by a code of the authenticator where one is set up, else by the password. */
export function ProofForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('app')
  const { account, has_password: hasPassword, has_second_factor: hasCode } = useMe()
  const confirm = useTell('session.confirm')
  const forget = useForget()
  const [means, setMeans] = useState<'code' | 'password'>(hasCode ? 'code' : 'password')
  const [proof, setProof] = useState('')
  const isCode = means === 'code'
  function choose(next: 'code' | 'password'): void {
    setMeans(next)
    setProof('')
    confirm.reset()
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    confirm.mutate(
      { body: isCode ? { code: proof } : { password: proof } },
      {
        onSuccess: () => {
          onDone()
          void forget('session.list')
        },
        onError: (error) => {
          if (codeOf(error) === 'code_required') setMeans('code')
          setProof('')
        },
      },
    )
  }
  const problem = confirm.error instanceof Refusal ? confirm.error.problem : undefined
  return (
    <form className="sign-in-form" onSubmit={submit}>
      {/* Password managers fill in the password under this name. */}
      <input
        className="unseen"
        type="text"
        autoComplete="username"
        value={account}
        readOnly
        tabIndex={-1}
        aria-hidden
      />
      <Field
        key={means}
        label={t(isCode ? 'sign_in.code' : 'sign_in.password')}
        name="proof"
        hint={isCode ? t('sign_in.code_hint') : undefined}
        fault={problem?.code === 'code_required' ? undefined : problem?.detail}
      >
        {(field) =>
          isCode ? (
            <Input
              {...field}
              autoComplete="one-time-code"
              inputMode="numeric"
              pattern="[0-9]{6}"
              maxLength={6}
              required
              autoFocus
              value={proof}
              onChange={({ target }) => setProof(target.value.replaceAll(/\D/g, ''))}
            />
          ) : (
            <Input.Password
              {...field}
              autoComplete="current-password"
              required
              autoFocus
              value={proof}
              onChange={({ target }) => setProof(target.value)}
            />
          )
        }
      </Field>
      <Button type="primary" htmlType="submit" block loading={confirm.isPending}>
        {t('confirm.submit')}
      </Button>
      {hasCode && hasPassword && (
        <Button type="link" block onClick={() => choose(isCode ? 'password' : 'code')}>
          {t(isCode ? 'confirm.by_password' : 'confirm.by_code')}
        </Button>
      )}
    </form>
  )
}
