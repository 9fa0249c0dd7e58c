import { useQueryClient } from '@tanstack/react-query'
import type { AnswerOf, readWelcome } from '@duibiao/contract'
import { Button, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { PhoneForm } from '../form/phone-form.tsx'
import { useWording } from '../text/format-context.tsx'
import { Refusal } from '../wire/refusal.ts'
import { useAsk, useTell } from '../wire/service-context.tsx'
import { AppearanceMenu } from './appearance-menu.tsx'
import { AwayBanner } from './away-banner.tsx'
import { PasswordForm } from './password-form.tsx'
import './sign-in.css'

type Welcome = AnswerOf<typeof readWelcome>

/** Where one signs in; afterwards one is where one wanted to go. */
export function SignIn() {
  const { t } = useTranslation('app')
  const say = useWording()
  const welcome = useAsk('welcome.read', {})
  const [search] = useSearchParams()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const wanted = search.get('return_to') ?? '/'
  // Only to a page of ours, whatever somebody wrote into the link.
  const target = /^\/(?![/\\])/.test(wanted) ? wanted : '/'
  async function enter(): Promise<void> {
    queries.clear()
    await navigate(target, { replace: true })
  }
  const { district, means, demonstration } = welcome.data ?? {}
  return (
    <div className="sign-in">
      <AwayBanner />
      <header className="sign-in-head">
        <AppearanceMenu />
      </header>
      <main className="sign-in-body">
        <section className="sign-in-panel panel">
          <h1>
            <img src="/mark.svg" alt="" width="32" height="32" />
            {district === undefined ? t('product') : t('sign_in.title', { district: say(district.name) })}
          </h1>
          <Tabs
            items={[
              {
                key: 'password',
                label: t('sign_in.by_password'),
                children: <PasswordForm onDone={() => void enter()} />,
              },
              ...(means?.phone === true
                ? [
                    {
                      key: 'phone',
                      label: t('sign_in.by_phone'),
                      children: <PhoneForm onDone={() => void enter()} />,
                    },
                  ]
                : []),
            ]}
          />
          {means?.provider === true && <ProviderButton target={target} />}
          <p className="sign-in-public">
            <a href="/public">{t('sign_in.public')}</a>
          </p>
        </section>
        {demonstration !== undefined && <Accounts {...demonstration} onDone={() => void enter()} />}
      </main>
    </div>
  )
}

/** On to the provider of single sign-on. */
function ProviderButton({ target }: { target: string }) {
  const { t } = useTranslation('app')
  const start = useTell('provider_sign_in.start')
  function leave(): void {
    start.mutate(
      { body: { return_to: target } },
      { onSuccess: ({ value }) => location.assign(value.address) },
    )
  }
  return (
    <>
      <Button block onClick={leave} loading={start.isPending}>
        {t('sign_in.by_provider')}
      </Button>
      <div role="alert" className="sign-in-fault">
        {start.error instanceof Refusal && start.error.problem.detail}
      </div>
    </>
  )
}

type Demonstration = NonNullable<Welcome['demonstration']>

/** The accounts of the demonstration, to be entered with one press. */
function Accounts({ password, accounts, onDone }: Demonstration & { onDone: () => void }) {
  const { t } = useTranslation('app')
  const open = useTell('session.open')
  const [chosen, setChosen] = useState<string>()
  function enter(account: string): void {
    setChosen(account)
    open.mutate({ body: { account, password } }, { onSuccess: onDone })
  }
  return (
    <section className="sign-in-accounts panel" aria-labelledby="accounts">
      <h2 id="accounts">{t('sign_in.accounts')}</h2>
      <p className="soft small">{t('sign_in.accounts_what')}</p>
      <ul>
        {accounts.map(({ account, role, name, office }) => (
          <li key={account}>
            <button type="button" disabled={open.isPending} onClick={() => enter(account)}>
              <strong>{t(`role.${role}`)}</strong>
              <span>{name}</span>
              <span className="soft small">{office}</span>
            </button>
          </li>
        ))}
      </ul>
      <div role="alert" className="sign-in-fault">
        {open.error instanceof Refusal && chosen !== undefined && open.error.problem.detail}
      </div>
    </section>
  )
}
