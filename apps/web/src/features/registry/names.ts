import { useTranslation } from 'react-i18next'
import { useOffices } from '../../ui/office-picker.tsx'
import { useAreas } from './queries.ts'
import type { Part } from './queries.ts'
import type { RowKind } from './row-sketch.ts'
import { useWord } from './word.ts'

export interface Names {
  /** A cell as people call it: an office or area by its name, a choice by its words. */
  readonly value: (kind: RowKind, name: string, text: string) => string
  /** A row of the registry by its key. */
  readonly subject: (part: Part, subject: string) => string
  readonly office: (id: string | undefined) => string
  readonly area: (id: string | undefined) => string
}

const choices: Readonly<Record<string, string>> = {
  'areas.level': 'area_level',
  'offices.kind': 'office_kind',
  'items.kind': 'item_kind',
  'items.level': 'item_level',
  'duties.kind': 'duty_kind',
  'duties.list': 'duty_list',
  'posts.role': 'role',
  'duty_times.days': 'days',
  'items.adjustment': 'adjustment',
}

const officeFields = ['office', 'leadOffice']

/** What ids of the registry are called. */
export function useNames(): Names {
  const { t } = useTranslation('registry')
  const word = useWord()
  const offices = new Map(useOffices().map(({ id, name }) => [id, name]))
  const areas = new Map(useAreas().map(({ id, name }) => [id, name]))
  function office(id: string | undefined): string {
    return id === undefined ? '' : (offices.get(id) ?? id)
  }
  function area(id: string | undefined): string {
    return id === undefined ? '' : (areas.get(id) ?? id)
  }
  return {
    office,
    area,
    value(kind, name, text) {
      const set = choices[`${kind}.${name}`]
      if (set !== undefined) return word(`choice.${set}.${text}`) ?? text
      if (officeFields.includes(name) || (name === 'parent' && kind === 'offices')) return office(text)
      return name === 'area' || (name === 'parent' && kind === 'areas') ? area(text) : text
    },
    subject(part, subject) {
      const [first = '', second] = subject.split(' ')
      if (part === 'office') return office(subject)
      if (part === 'area') return area(subject)
      return part === 'contact' ? t(`contact.${second}`, { defaultValue: subject }) : first
    },
  }
}
