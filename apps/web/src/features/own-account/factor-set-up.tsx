import { Button, Input, QRCode } from 'antd'
import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import { Failed, Loading } from '../../ui/screen-state.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useTell } from '../../wire/service-context.tsx'

interface Props {
  readonly onDone: () => void
  /** Without it there is no way round. */
  readonly onLeave?: () => void
}

/** Sets up an authenticator: a picture to scan or a secret to type, and one of its codes to show that it works. */
export function FactorSetUp({ onDone, onLeave }: Props) {
  const { t } = useTranslation('own-account')
  const start = useTell('second_factor.start')
  const confirm = useTell('second_factor.confirm')
  const [code, setCode] = useState('')
  const { mutate: begin } = start
  useEffect(() => begin({}), [begin])
  if (start.error !== null) return <Failed error={start.error} onRetry={() => begin({})} />
  if (start.data === undefined) return <Loading rows={4} />
  const { secret, address } = start.data.value
  function submit(event: FormEvent): void {
    event.preventDefault()
    confirm.mutate({ body: { code } }, { onSuccess: onDone })
  }
  const problem = confirm.error instanceof Refusal ? confirm.error.problem : undefined
  const isWrong = problem?.code === 'sign_in_refused'
  return (
    <form className="own-account-form" onSubmit={submit}>
      <ol className="own-account-steps">
        <li>{t('factor.step.app')}</li>
        <li>
          {t('factor.step.scan')}
          <div className="own-account-scan">
            <div role="img" aria-label={t('factor.picture')}>
              {/* Cameras want dark on light, in the dark mode as well. */}
              <div aria-hidden="true">
                <QRCode type="svg" value={address} size={168} color="#000" bgColor="#fff" />
              </div>
            </div>
            <div>
              <p className="soft small">{t('factor.step.type')}</p>
              <code className="own-account-secret">{secret.replaceAll(/.{4}(?=.)/g, '$& ')}</code>
            </div>
          </div>
        </li>
        <li>
          <Field
            label={t('factor.step.code')}
            name="factor-code"
            fault={isWrong ? t('factor.wrong') : problem?.detail}
          >
            {(field) => (
              <Input
                {...field}
                autoComplete="one-time-code"
                inputMode="numeric"
                pattern="[0-9]{6}"
                maxLength={6}
                required
                value={code}
                onChange={({ target }) => setCode(target.value.replaceAll(/\D/g, ''))}
              />
            )}
          </Field>
        </li>
      </ol>
      <p className="soft small">{t('factor.lost')}</p>
      <div className="own-account-acts">
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          {t('factor.submit')}
        </Button>
        {onLeave !== undefined && <Button onClick={onLeave}>{t('leave')}</Button>}
      </div>
    </form>
  )
}
