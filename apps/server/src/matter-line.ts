import { formatInstant } from '@duibiao/base'
import type { ListedMatter } from '@duibiao/store'
import { defined } from './defined.ts'
import { dueLine } from './due-line.ts'
import type { DueScene } from './due-line.ts'

/** A matter in the form of the contract. */
export function matterLine(listed: ListedMatter, scene: DueScene) {
  const { matter: id, number, title, status, pack, process, endedAt } = listed
  const { area, office, category, urgency, colour, place } = listed
  return {
    id,
    number,
    title,
    status,
    pack,
    procedure: process,
    ...dueLine(listed, scene),
    opened_at: formatInstant(listed.openedAt),
    ...defined({ category, urgency, colour, area, office, place: place && { ...place } }),
    ...defined({ ended_at: endedAt && formatInstant(endedAt) }),
  }
}
