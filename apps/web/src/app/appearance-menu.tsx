import { MoonOutlined, SunOutlined, FontSizeOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { changeAppearance } from '../look/appearance.ts'
import { useAppearance } from '../look/use-appearance.ts'

/** Language, large print, light and dark: each one press away, as 国办 asks of the 长辈版 entry. */
export function AppearanceMenu() {
  const { t, i18n } = useTranslation('app')
  const { mode, size } = useAppearance()
  const other = i18n.language === 'zh' ? 'en' : 'zh'
  return (
    <>
      <Button
        type="text"
        lang={other === 'zh' ? 'zh-CN' : 'en'}
        onClick={() => void i18n.changeLanguage(other)}
      >
        {t('language.other')}
      </Button>
      <Button
        type="text"
        icon={<FontSizeOutlined />}
        aria-pressed={size === 'care'}
        onClick={() => changeAppearance({ size: size === 'care' ? 'plain' : 'care' })}
      >
        {t(size === 'care' ? 'appearance.plain' : 'appearance.care')}
      </Button>
      <Button
        type="text"
        icon={mode === 'dark' ? <SunOutlined /> : <MoonOutlined />}
        aria-label={t(mode === 'dark' ? 'appearance.light' : 'appearance.dark')}
        onClick={() => changeAppearance({ mode: mode === 'dark' ? 'light' : 'dark' })}
      />
    </>
  )
}
