import { Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormAnswer } from '../../form/form-definition.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { SchemaForm } from '../../form/schema-form.tsx'
import { registryWidgets } from '../../ui/registry-picker.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useForget, useService, useTell } from '../../wire/service-context.tsx'
import { IssuedProof } from './issued-proof.tsx'
import type { Issued } from './issued-proof.tsx'
import { answerIn, initialAnswers } from './row-form.ts'

/** Roles that come with the account and not with a post. The three administrations are three people's (三员分立). */
export const accountRoles = ['analyst', 'auditor', 'administrator', 'security_administrator'] as const
const none = 'none'

export function roleOf(answers: Answers): (typeof accountRoles)[number][] {
  const role = accountRoles.find((one) => one === answerIn(answers, 'role'))
  return role === undefined ? [] : [role]
}

interface Choice {
  readonly choices: readonly string[]
  readonly set: string
}

/** A form of a few fields, whose words stand under `account.field`. */
export function accountForm(
  word: (key: string) => string,
  fields: readonly (readonly [name: string, widget: string, choice?: Choice])[],
): FormAnswer {
  const id = 'account'
  return {
    id,
    schema: {
      type: 'object',
      properties: Object.fromEntries(
        fields.map(([name, widget, choice]) => [
          `row-${name}`,
          {
            type: 'string',
            minLength: 1,
            maxLength: 2000,
            ...(choice !== undefined && { enum: choice.choices }),
            ...(name === 'name' && { pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{1,49}$' }),
            ...(widget === 'person' && { maxLength: 200 }),
          },
        ]),
      ),
      required: fields.map(([name]) => `row-${name}`),
    },
    fields: fields.map(([name, widget, choice], order) => ({
      name: `row-${name}`,
      order: order + 1,
      widget,
      level: 'internal' as const,
      choices: [...(choice?.choices ?? [])],
    })),
    texts: Object.fromEntries(
      fields.flatMap(([name, , choice]) => [
        [`form.${id}.row-${name}`, word(`account.field.${name}`)],
        ...(name === 'name' ? [[`form.${id}.row-${name}.hint`, word(`account.hint.${name}`)] as const] : []),
        ...(choice?.choices ?? []).map((one) => [
          `form.${id}.row-${name}.${one}`,
          word(`choice.${choice?.set ?? ''}.${one}`),
        ]),
      ]),
    ),
  }
}

export const roleChoice: Choice = { choices: [none, ...accountRoles], set: 'role' }

/** Opens an account for a person of the registry, and shows once by what they come to a password. */
export function AccountDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('registry')
  const service = useService()
  const create = useTell('account.create')
  const forget = useForget()
  const [issued, setIssued] = useState<Issued>()
  const [refusal, setRefusal] = useState<string>()
  const form = accountForm(t, [
    ['person', 'person'],
    ['name', 'text'],
    ['role', 'radio', roleChoice],
  ])
  async function open(answers: Answers): Promise<void> {
    setRefusal(undefined)
    try {
      const person = answerIn(answers, 'person')
      const { value: found } = await service.ask('person.read', { params: { person } })
      const body = {
        name: answerIn(answers, 'name'),
        person,
        display_name: found.name,
        roles: roleOf(answers),
        proof: 'password' as const,
      }
      const { value } = await create.mutateAsync({ body })
      setIssued({ ...value.proof, name: body.name, owner: found.name })
      await forget('account.list')
    } catch (error) {
      setRefusal(error instanceof Refusal ? error.problem.detail : t('edit.failed'))
    }
  }
  return (
    <Drawer
      open
      title={t('account.add')}
      onClose={onClose}
      size={520}
      destroyOnHidden
      mask={{ closable: issued === undefined }}
    >
      {issued === undefined ? (
        <>
          <p className="registry-note">{t('account.add_what')}</p>
          <SchemaForm
            form={form}
            initial={initialAnswers({ role: none })}
            widgets={registryWidgets}
            act={t('account.add')}
            isBusy={create.isPending}
            refusal={refusal}
            onSubmit={(answers) => void open(answers)}
          />
        </>
      ) : (
        <IssuedProof issued={issued} onClose={onClose} />
      )}
    </Drawer>
  )
}
