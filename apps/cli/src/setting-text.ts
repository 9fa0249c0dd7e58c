import type { Language } from '@duibiao/base'
import { amountText } from '@duibiao/packfile'
import type { DistrictSetting } from '@duibiao/packfile'
import { say } from './language.ts'
import type { Text } from './language.ts'

/** What a setting of a district says, in a few words. */
export function settingText(
  setting: Pick<DistrictSetting, 'kind' | 'name' | 'value' | 'unit'>,
  language: Language,
): string {
  const { kind, name } = setting
  const said = sayValue(setting, language)
  switch (kind) {
    case 'parameter':
      return `${name} = ${said}`
    case 'preset':
      return `${say(texts.preset, language)} = ${said}`
    case 'place':
      return `${say(texts.place, language)} = ${said}`
    case 'post':
      return `${say(texts.post, language)} ${name} = ${said}`
  }
}

function sayValue(setting: Pick<DistrictSetting, 'kind' | 'value' | 'unit'>, language: Language): string {
  const { kind, value } = setting
  if (value === null) return say(texts.pack, language)
  return kind === 'post' ? JSON.stringify(value) : amountText(setting)
}

const texts = {
  pack: { zh: '按治理包', en: 'as the pack says' },
  preset: { zh: '预设', en: 'preset' },
  post: { zh: '岗位', en: 'post' },
  place: { zh: '所在地', en: 'place' },
} as const satisfies Readonly<Record<string, Text>>
