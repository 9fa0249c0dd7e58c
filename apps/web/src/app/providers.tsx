import { LoadingOutlined } from '@ant-design/icons'
import { QueryClientProvider } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import type { ConfigProviderProps } from 'antd'
import firstLocale from 'antd/es/locale/en_US'
import type { i18n } from 'i18next'
import { useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { nonce } from '../look/nonce.ts'
import { useAppearance } from '../look/use-appearance.ts'
import { ClockProvider, useLanguage } from '../text/format-context.tsx'
import type { Language } from '../text/language.ts'
import { ServiceProvider } from '../wire/service-context.tsx'
import type { Service } from '../wire/service-access.ts'
import { readTheme } from './theme.ts'

export interface DeskParts {
  readonly text: i18n
  readonly service: Service
  readonly queries: QueryClient
  readonly now: () => number
}

/** Everything that the screens of the desk find around them. */
export function Providers({ text, service, queries, now, children }: DeskParts & { children: ReactNode }) {
  return (
    <I18nextProvider i18n={text}>
      <ClockProvider now={now}>
        <ServiceProvider service={service}>
          <QueryClientProvider client={queries}>
            <Kit>{children}</Kit>
          </QueryClientProvider>
        </ServiceProvider>
      </ClockProvider>
    </I18nextProvider>
  )
}

// The kit can leave its spinner in a button that was busy for a moment, and a spinner has a name.
const buttons = { autoInsertSpace: false, loadingIcon: <LoadingOutlined aria-hidden /> }

function Kit({ children }: { children: ReactNode }) {
  const appearance = useAppearance()
  const theme = useMemo(() => readTheme(appearance), [appearance])
  const locale = useKitLocale(useLanguage())
  return (
    <ConfigProvider csp={{ nonce }} theme={theme} button={buttons} locale={locale}>
      <App notification={{ placement: 'bottomLeft' }}>{children}</App>
    </ConfigProvider>
  )
}

type KitLocale = NonNullable<ConfigProviderProps['locale']>

const locales = {
  zh: () => import('antd/locale/zh_CN'),
  en: () => import('antd/locale/en_GB'),
} as const satisfies Readonly<Record<Language, () => Promise<{ readonly default: KitLocale }>>>

/** The kit's own words. Without any it would build all screens anew once they come, and what was typed by then would be gone. */
function useKitLocale(language: Language): KitLocale {
  const [locale, setLocale] = useState<KitLocale>(firstLocale)
  useEffect(() => {
    let isWanted = true
    void locales[language]().then((loaded) => {
      if (isWanted) setLocale(loaded.default)
    })
    return () => {
      isWanted = false
    }
  }, [language])
  return locale
}
