import { Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answers } from '../../form/schema-fault.ts'
import { SchemaForm } from '../../form/schema-form.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useForget, useService } from '../../wire/service-context.tsx'
import type { Service } from '../../wire/service-access.ts'
import { accountForm, roleChoice, roleOf } from './account-drawer.tsx'
import { IssuedProof } from './issued-proof.tsx'
import type { Issued } from './issued-proof.tsx'
import type { AccountRow } from './queries.ts'
import { answerIn, initialAnswers } from './row-form.ts'

/** What the security administrator does with the account of somebody else. */
export type AccountAct = 'roles' | 'disable' | 'enable' | 'password' | 'sessions' | 'factor' | 'unlock'

type Proof = Pick<Issued, 'secret' | 'ends_at'>

/** @returns what is handed to the owner, where something is */
type Deed = (service: Service, account: string, answers: Answers) => Promise<Proof | undefined>

const deeds: Readonly<Record<AccountAct, Deed>> = {
  async roles({ ask }, account, answers) {
    const body = { roles: roleOf(answers), reason: answerIn(answers, 'reason') }
    await ask('account.change_roles', { params: { account }, body })
    return undefined
  },
  async disable({ ask }, account, answers) {
    await ask('account.disable', { params: { account }, body: { reason: answerIn(answers, 'reason') } })
    return undefined
  },
  async enable({ ask }, account) {
    await ask('account.enable', { params: { account } })
    return undefined
  },
  async password({ ask }, account, answers) {
    const body = { proof: 'password' as const, reason: answerIn(answers, 'reason') }
    return (await ask('account.reset_password', { params: { account }, body })).value
  },
  async sessions({ ask }, account) {
    await ask('account.end_sessions', { params: { account } })
    return undefined
  },
  async factor({ ask }, account) {
    await ask('account.reset_second_factor', { params: { account } })
    return undefined
  },
  async unlock({ ask }, account) {
    await ask('account.unlock', { params: { account } })
    return undefined
  },
}

const asked: Readonly<Record<AccountAct, readonly ('role' | 'reason')[]>> = {
  roles: ['role', 'reason'],
  disable: ['reason'],
  enable: [],
  password: ['reason'],
  sessions: [],
  factor: [],
  unlock: [],
}

const widgets = {
  role: ['role', 'radio', roleChoice],
  reason: ['reason', 'textarea'],
} as const

interface ActProps {
  readonly act: AccountAct
  readonly account: AccountRow
  readonly onClose: () => void
}

/** Says what an act does, asks what it needs, and shows what it leads to. */
export function AccountActDrawer({ act, account, onClose }: ActProps) {
  const { t } = useTranslation('registry')
  const service = useService()
  const forget = useForget()
  const toast = useToast()
  const [issued, setIssued] = useState<Issued>()
  const [refusal, setRefusal] = useState<string>()
  const [isPending, setPending] = useState(false)
  async function run(answers: Answers): Promise<void> {
    setRefusal(undefined)
    setPending(true)
    try {
      const proof = await deeds[act](service, account.account, answers)
      await forget('account.read', 'account.list')
      if (proof !== undefined) setIssued({ ...proof, name: account.name, owner: account.display_name })
      else {
        toast.done(t('account.done', { act: t(`account.act.${act}`), name: account.name }))
        onClose()
      }
    } catch (error) {
      setRefusal(error instanceof Refusal ? error.problem.detail : t('edit.failed'))
    } finally {
      setPending(false)
    }
  }
  return (
    <Drawer
      open
      title={t('account.acting', { act: t(`account.act.${act}`), name: account.name })}
      onClose={onClose}
      size={520}
      destroyOnHidden
      mask={{ closable: issued === undefined }}
    >
      {issued === undefined ? (
        <>
          <p className="registry-note">{t(`account.means.${act}`)}</p>
          <SchemaForm
            form={accountForm(
              t,
              asked[act].map((name) => widgets[name]),
            )}
            initial={initialAnswers({ role: account.roles[0] ?? 'none' })}
            act={t(`account.act.${act}`)}
            isBusy={isPending}
            refusal={refusal}
            onSubmit={(answers) => void run(answers)}
          />
        </>
      ) : (
        <IssuedProof issued={issued} onClose={onClose} />
      )}
    </Drawer>
  )
}
