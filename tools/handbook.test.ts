import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { listFiles, readText } from './repository.ts'

// A handbook that names a button that is not there is worse than none. On Chinese pages 「…」 stands for words of the
// screens and nothing else, on English pages **…**; keys stand in backticks.

const languages = ['zh', 'en'] as const
type Language = (typeof languages)[number]

const pages = { zh: listFiles('docs/handbook/zh/*.md'), en: listFiles('docs/handbook/en/*.md') }

/** Every text of a catalogue, however deep. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}

/** Words as they may stand on a screen: of the web, of the navigation, and of the packs. */
function shownTexts(language: Language): readonly string[] {
  const catalogues = listFiles(`apps/web/src/**/text.${language}.json`)
  const features = listFiles('apps/web/src/features/*/feature.ts').map(readText)
  const titles = features.flatMap((text) => [
    ...text.matchAll(language === 'zh' ? /\bzh: '([^']+)'/g : /\ben: '([^']+)'/g),
  ])
  const drawn = language === 'zh' ? listFiles('packs/*/procedures/*.bpmn').map(readText) : []
  const named = drawn.flatMap((text) => [...text.matchAll(/ name="([^"]+)"/g)])
  return [
    ...catalogues.flatMap((file) => textsOf(JSON.parse(readText(file)))),
    ...listFiles(`packs/*/text/${language}.yaml`).flatMap((file) => textsOf(parse(readText(file)))),
    ...[...titles, ...named].map(([, name = '']) => name),
  ].map((text) => text.trim())
}

/** Finds words of a page that stand on no screen. What the screen fills in is left out on the page, or written `…`. */
function findUnknown(words: readonly string[], language: Language): readonly string[] {
  const shown = shownTexts(language)
  const known = new Set(shown.flatMap((text) => [text, ...(text.includes('{{') ? piecesOf(text) : [])]))
  return words.filter((word) => !known.has(word))
}

/** `应在 {{at}} 前提出` is named as `应在 … 前提出`, `提交：{{task}}` as `提交：`. */
function piecesOf(text: string): readonly string[] {
  const dotted = text.replaceAll(/\{\{\w+\}\}/g, '…')
  return [dotted, dotted.replaceAll(/^\s*…\s*|\s*…\s*$/g, '').trim()]
}

const marks = { zh: /「([^」]+)」/g, en: /\*\*([^*]+)\*\*/g }

describe.each(languages)('the handbook in %s', (language) => {
  test.each(pages[language])('%s names words of the screens that there are', (page) => {
    const named = [...readText(page).matchAll(marks[language])].map(([, word = '']) => word)
    expect(findUnknown([...new Set(named)], language)).toEqual([])
  })

  test.each(pages[language])('%s is short, and there in both languages', (page) => {
    expect(readText(page).split('\n').length).toBeLessThanOrEqual(151)
    const other = languages.find((one) => one !== language) ?? language
    expect(pages[other]).toContain(page.replace(`/${language}/`, `/${other}/`))
    expect(readText('docs/handbook/README.md')).toContain(page.replace('docs/handbook/', ''))
  })
})

test('the keys that the handbook names are keys of screens', () => {
  const sources = listFiles('apps/web/src/**/*.{ts,tsx}').filter((file) => !file.endsWith('.test.ts'))
  const found = sources.flatMap((file) => [...readText(file).matchAll(/\b(?:key: |\w+Key = )'([^'])'/g)])
  const known = new Set(found.map(([, key = '']) => key))
  const named = [...pages.zh, ...pages.en].flatMap((page) => [...readText(page).matchAll(/`([^`])`/g)])
  expect(named.length).toBeGreaterThan(10)
  expect(named.map(([, key = '']) => key).filter((key) => !known.has(key))).toEqual([])
})

test('a word that is on no screen is told', () => {
  expect(findUnknown(['工作台', '一键升官'], 'zh')).toEqual(['一键升官'])
  expect(findUnknown(['Workbench', 'Promote'], 'en')).toEqual(['Promote'])
})
