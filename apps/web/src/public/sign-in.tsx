import { useId, useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { PhoneForm } from '../form/phone-form.tsx'
import { Field } from '../ui/field.tsx'
import { Refusal, codeOf } from '../wire/refusal.ts'
import { useAsk, useTell } from '../wire/service-context.tsx'

export interface PublicSignInProps {
  /** Why one has to sign in here. */
  readonly why: string
  readonly onDone: () => void
}

/** Signing in on a page for everybody: by a code to the telephone, else by account and password. */
export function PublicSignIn({ why, onDone }: PublicSignInProps) {
  const { t } = useTranslation('public')
  const { data } = useAsk('welcome.read', {}, { staysFor: Infinity })
  const isPhoneFirst = data?.means.phone ?? true
  const [isByPhone, setByPhone] = useState(true)
  const heading = useId()
  return (
    <section className="public-sign-in panel" aria-labelledby={heading}>
      <h2 id={heading}>{t('sign_in.title')}</h2>
      <p>{why}</p>
      {isPhoneFirst && isByPhone ? <PhoneForm onDone={onDone} /> : <Password onDone={onDone} />}
      {isPhoneFirst && (
        <button type="button" className="public-link" onClick={() => setByPhone(!isByPhone)}>
          {t(isByPhone ? 'sign_in.by_password' : 'sign_in.by_phone')}
        </button>
      )}
      {data?.demonstration !== undefined && <Demonstration {...data.demonstration} onDone={onDone} />}
    </section>
  )
}

function Password({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('public')
  const open = useTell('session.open')
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const asksCode = codeOf(open.error) === 'code_required' || code !== ''
  function submit(event: FormEvent): void {
    event.preventDefault()
    const body = { account: account.trim(), password, ...(code !== '' && { code }) }
    open.mutate({ body }, { onSuccess: onDone })
  }
  return (
    <form onSubmit={submit}>
      <Field label={t('sign_in.account')} name="sign-in-account">
        {(marks) => (
          <input
            {...marks}
            className="input"
            autoComplete="username"
            required
            value={account}
            onChange={(event) => setAccount(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('sign_in.password')} name="sign-in-password">
        {(marks) => (
          <input
            {...marks}
            className="input"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {asksCode && (
        <Field label={t('sign_in.factor')} name="sign-in-factor">
          {(marks) => (
            <input
              {...marks}
              className="input"
              autoComplete="one-time-code"
              inputMode="numeric"
              maxLength={6}
              value={code}
              onChange={(event) => setCode(event.target.value.trim())}
            />
          )}
        </Field>
      )}
      <Fault error={open.error} />
      <button type="submit" className="press" disabled={open.isPending}>
        {t('sign_in.enter')}
      </button>
    </form>
  )
}

interface DemonstrationProps {
  readonly password: string
  readonly accounts: readonly { readonly account: string; readonly role: string; readonly name: string }[]
  readonly onDone: () => void
}

/** The resident of the demonstration, with one press. */
function Demonstration({ password, accounts, onDone }: DemonstrationProps) {
  const { t } = useTranslation('public')
  const open = useTell('session.open')
  const resident = accounts.find(({ role }) => role === 'resident')
  if (resident === undefined) return undefined
  const { account, name } = resident
  return (
    <>
      <button
        type="button"
        className="press"
        data-kind="plain"
        disabled={open.isPending}
        onClick={() => open.mutate({ body: { account, password } }, { onSuccess: onDone })}
      >
        {t('sign_in.demonstration', { name })}
      </button>
      <Fault error={open.error} />
    </>
  )
}

function Fault({ error }: { error: Error | null }) {
  return (
    <p role="alert" className="public-fault-line">
      {error instanceof Refusal && error.problem.detail}
    </p>
  )
}
