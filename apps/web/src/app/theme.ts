import { theme } from 'antd'
import type { ThemeConfig } from 'antd'
import type { Appearance } from '../look/appearance.ts'

/** The theme of antd in the colours and sizes of look/token.css, as they are for the appearance that is set now. */
export function readTheme({ mode }: Appearance): ThemeConfig {
  const style = getComputedStyle(document.documentElement)
  function token(name: string): string {
    return style.getPropertyValue(`--${name}`).trim()
  }
  function pixels(name: string): number {
    return Number.parseFloat(token(name))
  }
  return {
    cssVar: { key: 'duibiao' },
    // Under the pointer, too, words keep their contrast (see links below); what antd makes of the accent does not.
    components: {
      Button: {
        defaultHoverColor: token('link'),
        defaultHoverBorderColor: token('link'),
        defaultActiveColor: token('link'),
        defaultActiveBorderColor: token('link'),
      },
    },
    hashed: false,
    algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      fontFamily: token('face'),
      fontSize: pixels('size'),
      controlHeight: pixels('target'),
      borderRadius: pixels('round'),
      colorPrimary: token('accent'),
      colorInfo: token('accent'),
      colorLink: token('link'),
      colorLinkHover: token('link'),
      colorLinkActive: token('link'),
      colorError: token('danger'),
      colorSuccess: token('good'),
      colorTextBase: token('ink'),
      colorText: token('ink'),
      colorTextSecondary: token('ink-soft'),
      colorTextDescription: token('ink-soft'),
      colorTextPlaceholder: token('ink-soft'),
      colorBgLayout: token('ground'),
      colorBgContainer: token('surface'),
      colorBgElevated: token('surface'),
      colorBorder: token('edge-strong'),
      colorBorderSecondary: token('edge'),
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
  }
}
