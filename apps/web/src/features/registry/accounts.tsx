import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { AccountDrawer } from './account-drawer.tsx'
import { AccountState } from './account-state.tsx'
import type { AccountRow } from './queries.ts'
import './registry.css'

const roles = ['analyst', 'auditor', 'administrator', 'security_administrator'] as const

/** The address of an account. */
function accountPath(id: string): string {
  return `/accounts/${id}`
}

/** Accounts of staff: who may sign in, how, and when they did last. */
export function Accounts() {
  const { t } = useTranslation('registry')
  const may = useMay()
  const [isAdding, setAdding] = useState(false)
  return (
    <div className="registry-screen">
      <PageHead
        title={t('account.title')}
        what={t('account.what')}
        acts={
          may('account.create') && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('account.add')}
            </Button>
          )
        }
      />
      <ListPage<'account.list'>
        list="account.list"
        name="accounts"
        query={{ is_staff: true }}
        views={[
          { title: t('account.all'), search: '' },
          { title: t('account.disabled'), search: 'is_disabled=true' },
          { title: t('account.of_left'), search: 'has_left=true&is_disabled=false' },
        ]}
        filters={[
          { name: 'name', label: t('account.search'), kind: 'text' },
          {
            name: 'role',
            label: t('field.role'),
            kind: 'choice',
            choices: roles.map((value) => ({ value, label: t(`choice.role.${value}`) })),
          },
        ]}
        columns={useColumns()}
        keyOf={({ account }) => account}
        pathOf={({ account }) => accountPath(account)}
        empty={t('account.empty')}
      />
      {isAdding && <AccountDrawer onClose={() => setAdding(false)} />}
    </div>
  )
}

function useColumns(): readonly ListColumn<AccountRow>[] {
  const { t } = useTranslation('registry')
  const formats = useFormats()
  return [
    { id: 'name', title: t('account.name'), width: '16em', isFixed: true, cell: ({ name }) => name },
    {
      id: 'display',
      title: t('account.owner'),
      width: '9em',
      cell: ({ display_name: shown }) => shown,
    },
    {
      id: 'roles',
      title: t('account.role'),
      cell: ({ roles: held }) =>
        held.length === 0 ? (
          <span className="soft">{t('account.by_post')}</span>
        ) : (
          held.map((role) => t(`choice.role.${role}`)).join(t('and'))
        ),
    },
    { id: 'state', title: t('account.state'), width: '12em', cell: (row) => <AccountState account={row} /> },
    {
      id: 'factor',
      title: t('account.factor'),
      width: '8em',
      cell: ({ has_second_factor: has }) => t(has ? 'account.factor_set' : 'account.factor_none'),
    },
    {
      id: 'signed_in',
      title: t('account.signed_in'),
      width: '11em',
      cell: ({ signed_in_at: at }) => (
        <span className="number soft">{at === undefined ? t('account.never') : formats.moment(at)}</span>
      ),
    },
    {
      id: 'sessions',
      title: t('account.sessions'),
      width: '6em',
      isNumber: true,
      cell: ({ sessions }) => <span className="number">{formats.number(sessions)}</span>,
    },
  ]
}
