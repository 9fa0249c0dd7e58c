import { UserOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { changeAppearance } from '../look/appearance.ts'
import { useAppearance } from '../look/use-appearance.ts'
import { useLeave } from './leave.ts'
import { useMe } from './me.tsx'

/** Who is signed in, in which post, and the way out. */
export function PersonMenu({ onKeys }: { onKeys: () => void }) {
  const { t, i18n } = useTranslation('app')
  const { mode, size } = useAppearance()
  const { name, posts, roles } = useMe()
  const navigate = useNavigate()
  const leave = useLeave()
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
          { key: 'account', label: t('session.account'), onClick: () => void navigate('/account') },
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
