import { assert, parseLegalDate } from '@duibiao/base'
import { isCreditCode, pathBelow } from '@duibiao/registry'
import type { Office, OfficeKind } from '@duibiao/registry'
import type { AreaPlace } from './area-place.ts'
import type { WrittenOrganisation } from './written-office.ts'
import type { Name } from './written.ts'

/** An office with its English name and, for those that residents speak of, the word they use. */
export interface OfficePlace {
  readonly office: Office
  readonly english: string
  readonly short: string
}

const validFrom = parseLegalDate('2020-01-01')
const district = 1

/** All offices, parents first: government, departments, windows, operators, streets, communities. */
export function makeOffices(
  written: WrittenOrganisation,
  areas: readonly AreaPlace[],
): readonly OfficePlace[] {
  const offices = new Map<string, OfficePlace>()
  const root = add({ id: written.root.id, kind: 'department', name: written.root.name })
  for (const { id, kind, name, short, rooms } of written.departments) {
    add({ id, kind, name, short, parent: root, hasCode: true })
    rooms.forEach((room, index) => add({ id: `${id}.${index + 1}`, kind, name: room, parent: id }))
  }
  for (const { id, name } of written.windows) {
    add({ id, kind: 'window', name, parent: 'government-service' })
  }
  for (const { id, name, short } of written.operators) {
    add({ id, kind: 'operator', name, short, parent: root, hasCode: true })
  }
  for (const { area, english } of areas) {
    if (area.level === 'street') addStreet(area.id, { zh: area.name, en: english })
    if (area.level === 'community') {
      const parent = streetOffice(area.parent ?? '')
      const zh = area.name.endsWith('村') ? `${area.name}村民委员会` : `${area.name}居民委员会`
      const name = { zh, en: `${english} Committee` }
      add({ id: `community-${area.id}`, kind: 'community', name, short: area.name, parent, area: area.id })
    }
  }
  return [...offices.values()]

  function addStreet(area: string, { zh, en }: Name): void {
    const isTown = zh.endsWith('镇')
    const name = {
      zh: isTown ? `${zh}人民政府` : `${zh}办事处`,
      en: isTown ? `${en} Government` : `${en} Office`,
    }
    const id = streetOffice(area)
    add({ id, kind: 'street_office', name, short: zh, parent: root, area, hasCode: true })
    for (const room of written.streetRooms) {
      const roomName = { zh: isTown ? room.town : room.name.zh, en: room.name.en }
      add({ id: `${id}.${room.id}`, kind: 'street_office', name: roomName, parent: id, area })
    }
  }

  function add(draft: OfficeDraft): string {
    const { id, kind, name, short = name.zh, parent, area, hasCode = false } = draft
    const path = pathBelow(offices.get(parent ?? '')?.office.path ?? '', id)
    const office: Office = {
      district,
      id,
      ...(parent !== undefined && { parent }),
      path,
      kind,
      name: name.zh,
      ...(hasCode && { creditCode: creditCodeOf(offices.size) }),
      ...(area !== undefined && { area }),
      validFrom,
    }
    offices.set(id, { office, english: name.en, short })
    return id
  }
}

interface OfficeDraft {
  readonly id: string
  readonly kind: OfficeKind
  readonly name: Name
  readonly short?: string
  readonly parent?: string
  readonly area?: string
  readonly hasCode?: boolean
}

/** Id of the office of a street. */
export function streetOffice(area: string): string {
  return `street-${area}`
}

/** A code of the right form (GB 32100) below a division that does not exist, so that it can be nobody's. */
function creditCodeOf(number: number): string {
  const stem = `11990106MH${String(number).padStart(7, '0')}`
  const code = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY')
    .map((character) => stem + character)
    .find(isCreditCode)
  assert(code !== undefined, 'every stem has a check character')
  return code
}
