import i18next from 'i18next'
import type { i18n } from 'i18next'
import type { ComponentType } from 'react'
import { initReactI18next } from 'react-i18next'

export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

/** Texts of a folder are its namespace: `features/matter/text.zh.json` is `matter`, `ui/text.zh.json` is `ui`. */
const files = import.meta.glob<Readonly<Record<string, unknown>>>('../**/text.*.json', { import: 'default' })

const loaders = new Map(
  Object.entries(files).flatMap(([path, load]) => {
    const [, folder, language] = /([^/]+)\/text\.(\w+)\.json$/.exec(path) ?? []
    return folder === undefined || language === undefined ? [] : [[`${language}/${folder}`, load] as const]
  }),
)

const stored = 'duibiao.language'

/** Chosen before, else as the browser asks, else Chinese. */
function firstLanguage(): Language {
  const chosen = localStorage.getItem(stored) ?? navigator.language
  return chosen.toLowerCase().startsWith('zh') || chosen === '' ? 'zh' : 'en'
}

/** Opens the texts; those of a feature are loaded with it. */
export async function openTexts(namespaces: readonly string[]): Promise<i18n> {
  const text = i18next.createInstance()
  text.use(initReactI18next).use({
    type: 'backend',
    init() {},
    read(language: string, namespace: string, done: (error: unknown, texts: unknown) => void) {
      const load = loaders.get(`${language}/${namespace}`)
      if (load === undefined) done(new Error(`no texts ${language}/${namespace}`), undefined)
      else
        load().then(
          (texts) => done(undefined, texts),
          (error: unknown) => done(error, undefined),
        )
    },
  })
  await text.init({
    lng: firstLanguage(),
    supportedLngs: languages,
    fallbackLng: false,
    ns: [...namespaces],
    defaultNS: namespaces[0] ?? 'app',
    interpolation: { escapeValue: false },
    react: { useSuspense: true },
  })
  noteLanguage(text)
  text.on('languageChanged', () => noteLanguage(text))
  return text
}

/**
 * Loads a screen for the router together with every text it shows, those of other folders too: texts that
 * come later hide the screen that stands there until they have come, and take the focus from whoever types.
 */
export async function loadScreen(
  text: i18n,
  screen: () => Promise<{ readonly Screen: ComponentType }>,
  namespaces: readonly string[],
): Promise<{ readonly Component: ComponentType }> {
  const [{ Screen }] = await Promise.all([screen(), text.loadNamespaces(namespaces)])
  return { Component: Screen }
}

function noteLanguage({ language }: i18n): void {
  localStorage.setItem(stored, language)
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}
