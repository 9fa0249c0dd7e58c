import { UserOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { changeAppearance } from '../look/appearance.ts'
import { useAppearance } from '../look/use-appearance.ts'
import { useService } from '../wire/service-context.tsx'
import { useMe } from './me.tsx'

/** Who is signed in, in which post, and the way out. */
export function PersonMenu({ onKeys }: { onKeys: () => void }) {
  const { t, i18n } = useTranslation('app')
  const { mode, size } = useAppearance()
  const { name, posts, roles } = useMe()
  const service = useService()
  const queries = useQueryClient()
  const navigate = useNavigate()
  async function leave(): Promise<void> {
    await service.ask('session.close', { params: { session: 'current' } })
    queries.clear()
    await navigate('/sign-in')
  }
  const held =
    posts.length > 0
      ? posts.map(({ name: post, office_name }) => `${office_name} ${post}`)
      : roles.map((role) => t(`role.${role}`))
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          ...held.map((label, index) => ({ key: `post-${index}`, label, disabled: true })),
          { type: 'divider' },
          {
            key: 'language',
            label: t('language.other'),
            onClick: () => void i18n.changeLanguage(i18n.language === 'zh' ? 'en' : 'zh'),
          },
          {
            key: 'size',
            label: t(size === 'care' ? 'appearance.plain' : 'appearance.care'),
            onClick: () => changeAppearance({ size: size === 'care' ? 'plain' : 'care' }),
          },
          {
            key: 'mode',
            label: t(mode === 'dark' ? 'appearance.light' : 'appearance.dark'),
            onClick: () => changeAppearance({ mode: mode === 'dark' ? 'light' : 'dark' }),
          },
          { key: 'keys', label: t('keys.help'), onClick: onKeys },
          { key: 'leave', label: t('session.leave'), onClick: () => void leave() },
        ],
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={name}>
        <span className="shell-wide">{name}</span>
      </Button>
    </Dropdown>
  )
}
