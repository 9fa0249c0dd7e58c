import type { Variables } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import { emergencySenses, openEmergencyRule } from '@duibiao/triage'
import type { EmergencyExcuse, EmergencyMention, EmergencyRule, EmergencyWord } from '@duibiao/triage'

/** A danger of the list of a pack: what it is called, and whom people call at once. */
export interface Danger {
  readonly danger: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly line: string
}

/** What a pack says of danger to life and safety, ready to be asked. */
interface PackEmergency {
  readonly find: EmergencyRule
  readonly dangers: ReadonlyMap<string, Danger>
}

const known = new WeakMap<Pack, PackEmergency>()

/** The rule of a pack; undefined where it says nothing of emergencies. */
export function emergencyOf(pack: Pack): PackEmergency | undefined {
  const rule = pack.manifest.emergency
  if (rule === undefined) return undefined
  const found = known.get(pack)
  if (found !== undefined) return found
  const dangers = pack.codes.get(rule.dangers)?.rows ?? []
  const words = pack.codes.get(rule.words)?.rows ?? []
  const made: PackEmergency = {
    find: openEmergencyRule({
      words: words.flatMap(readWord),
      despite: new Map(
        dangers.map(({ danger = '', despite = '' }) => [
          danger,
          new Set(despite.split(' ').flatMap(readExcuse)),
        ]),
      ),
    }),
    dangers: new Map(
      dangers.map(({ danger = '', name = '', name_en: english = name, line = '' }) => [
        danger,
        { danger, name: { zh: name, en: english }, line },
      ]),
    ),
  }
  known.set(pack, made)
  return made
}

function readWord({
  sense,
  word = '',
  danger = '',
}: Readonly<Record<string, string>>): readonly EmergencyWord[] {
  const meant = emergencySenses.find((one) => one === sense)
  return meant === undefined ? [] : [{ sense: meant, word, ...(danger !== '' && { danger }) }]
}

const excuses = [
  'negated',
  'supposed',
  'past',
  'over',
  'drill',
  'quoted',
] as const satisfies readonly EmergencyExcuse[]

function readExcuse(text: string): readonly EmergencyExcuse[] {
  return excuses.filter((one) => one === text)
}

/** Words of danger in what people wrote of a matter. Sealed values are not looked at: they name people. */
export function mentionsIn(pack: Pack, variables: Variables): readonly EmergencyMention[] {
  const rule = emergencyOf(pack)
  if (rule === undefined) return []
  const texts = (pack.manifest.triage?.text ?? []).flatMap((name) => {
    const value = variables[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return rule.find(Object.fromEntries(texts))
}

/** The dangers that count, each once: with any the matter is an emergency. */
export function dangersOf(pack: Pack, mentions: readonly EmergencyMention[]): readonly Danger[] {
  const { dangers } = emergencyOf(pack) ?? {}
  const found = new Set(mentions.filter(({ excuse }) => excuse === undefined).map(({ danger }) => danger))
  return [...found].flatMap((danger) => dangers?.get(danger) ?? [])
}
