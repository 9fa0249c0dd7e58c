import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useMay, useMe } from '../../app/me.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { AccountActDrawer } from './account-act.tsx'
import type { AccountAct } from './account-act.tsx'
import { AccountState } from './account-state.tsx'
import { Block, Facts, PlainTable } from './piece.tsx'
import type { AccountRow } from './queries.ts'
import { useNames } from './names.ts'
import './registry.css'

/** An account: who signs in with it, what they may do by it, and what can be done with it. */
export function AccountPage() {
  const { account = '' } = useParams()
  const found = useAsk('account.read', { params: { account } })
  return <Shown query={found}>{(one) => <OneAccount key={one.account} account={one} />}</Shown>
}

function OneAccount({ account }: { account: AccountRow }) {
  const { t } = useTranslation('registry')
  const formats = useFormats()
  const me = useMe()
  const [act, setAct] = useState<AccountAct>()
  const isOwn = me.account === account.name
  return (
    <div className="registry-page">
      <PageHead
        title={account.name}
        beside={<AccountState account={account} />}
        what={<Link to="/accounts">{t('account.title')}</Link>}
      />
      <Block title={t('facts')}>
        <Facts
          lines={[
            [t('account.owner'), account.display_name],
            [t('field.people.id'), <span className="number">{account.person}</span>],
            [
              t('account.role'),
              account.roles.length === 0
                ? t('account.by_post')
                : account.roles.map((role) => t(`choice.role.${role}`)).join(t('and')),
            ],
            [
              t('account.factor'),
              t(account.has_second_factor ? 'account.factor_set' : 'account.factor_none'),
            ],
            [
              t('account.signed_in'),
              account.signed_in_at === undefined ? t('account.never') : formats.moment(account.signed_in_at),
            ],
            [t('account.sessions'), formats.number(account.sessions)],
            [t('account.changed'), formats.moment(account.changed_at)],
            [
              t('account.failed'),
              account.failed_at === undefined ? undefined : formats.moment(account.failed_at),
            ],
          ]}
        />
      </Block>
      <Posts person={account.person} />
      <Block title={t('account.acts')}>
        {isOwn ? (
          <p className="soft registry-none">{t('account.own')}</p>
        ) : (
          <Acts account={account} onAct={setAct} />
        )}
      </Block>
      {act !== undefined && (
        <AccountActDrawer act={act} account={account} onClose={() => setAct(undefined)} />
      )}
    </div>
  )
}

/** What somebody may do by the posts of the registry, which the administrator keeps. */
function Posts({ person }: { person: string }) {
  const { t } = useTranslation('registry')
  const names = useNames()
  const posts = useAsk('post.list', { query: { person, limit: 50 } })
  if (posts.data === undefined) return undefined
  return (
    <Block title={t('account.posts')} count={posts.data.rows.length}>
      <PlainTable
        label={t('account.posts')}
        rows={posts.data.rows}
        keyOf={({ id }) => id}
        empty={t('people.no_post')}
        columns={[
          [t('field.post'), ({ name }) => name],
          [t('field.office'), ({ office }) => names.office(office)],
          [t('field.role'), ({ role = 'none' }) => t(`choice.role.${role}`, { defaultValue: role })],
        ]}
      />
    </Block>
  )
}

/** What can be done now: what would change nothing is not offered. */
function Acts({ account, onAct }: { account: AccountRow; onAct: (act: AccountAct) => void }) {
  const { t } = useTranslation('registry')
  const may = useMay()
  const offered: readonly (readonly [AccountAct, boolean])[] = [
    ['roles', may('account.change_roles')],
    ['password', may('account.reset_password')],
    ['factor', account.has_second_factor && may('account.reset_second_factor')],
    ['sessions', account.sessions > 0 && may('account.end_sessions')],
    ['unlock', account.failures > 0 && may('account.unlock')],
    ['disable', !account.is_disabled && may('account.disable')],
    ['enable', account.is_disabled && may('account.enable')],
  ]
  return (
    <ul className="registry-deeds">
      {offered
        .filter(([, isOffered]) => isOffered)
        .map(([act]) => (
          <li key={act}>
            <Button danger={act === 'disable'} onClick={() => onAct(act)}>
              {t(`account.act.${act}`)}
            </Button>
            <span className="soft">{t(`account.means.${act}`)}</span>
          </li>
        ))}
    </ul>
  )
}
