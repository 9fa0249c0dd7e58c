import type { RegistryState } from '@duibiao/registry'
import { idsOfPath } from '@duibiao/registry'
import type { Actor } from '@duibiao/kernel'
import type { WorkItem } from '@duibiao/store'
import type { Chance } from './chance.ts'

/** Who is there to act: the holders of posts of the registry, found by what a task asks for. */
export interface Cast {
  /** Somebody whom a task is offered to; undefined when nobody holds such a post. */
  readonly actorOf: (item: WorkItem, place: TaskPlace, chance: Chance) => Actor | undefined
  /** Somebody with a role in an office or in one above it. */
  readonly holderIn: (office: string, role: string, chance: Chance) => Actor | undefined
  /** The post in which a person acts. */
  readonly ofPerson: (person: string) => Actor
}

/** Where a task stands. */
export interface TaskPlace {
  /** The role that a post of the pack stands for. */
  readonly roleOf: (post: string) => string | undefined
  /** Grid of the matter, when it has one. */
  readonly grid: string | undefined
}

interface Holder {
  readonly person: string
  readonly post: string
}

/** Sections of the grid centre and offices that do what a post of a pack is for; the rest is anybody's with its role. */
const desks: Readonly<Record<string, string>> = {
  'hotline-clerk': 'grid-centre.1',
  acceptor: 'grid-centre.1',
  'hotline-dispatcher': 'grid-centre.2',
  dispatcher: 'grid-centre.2',
  'centre-checker': 'grid-centre.2',
  'policy-reviewer': 'grid-centre.3',
  'call-back': 'grid-centre.3',
  'duty-chief': 'grid-centre.4',
}

/** Reads who holds which post. Those who hold none on the day the play begins do not act in it. */
export function makeCast({ post: posts, holding, office: offices, area: areas }: RegistryState): Cast {
  const byOffice = new Map<string, Holder[]>()
  const ofPerson = new Map<string, Actor>()
  for (const { post: id, person } of holding.values()) {
    const post = posts.get(id)
    if (post === undefined) continue
    ofPerson.set(person, { person, post: id })
    for (const key of [`${post.office} ${post.role}`, post.role ?? '']) {
      const holders = byOffice.get(key) ?? []
      holders.push({ person, post: id })
      byOffice.set(key, holders)
    }
  }
  function holderIn(office: string, role: string, chance: Chance): Actor | undefined {
    const path = offices.get(office)?.path
    for (const one of path === undefined ? [] : idsOfPath(path).toReversed()) {
      const holders = byOffice.get(`${one} ${role}`)
      if (holders !== undefined) return chance.pick(holders)
    }
    return undefined
  }
  /** A task of a grid is for those of its community. */
  function officeOf(place: string): string {
    const community = areas.get(place)?.level === 'grid' ? areas.get(place)?.parent : undefined
    return community === undefined ? place : `community-${community}`
  }
  return {
    holderIn,
    ofPerson: (person) => ofPerson.get(person) ?? { person },
    actorOf(item, { roleOf, grid }, chance) {
      if (item.person !== undefined) return ofPerson.get(item.person) ?? { person: item.person }
      for (const post of item.posts) {
        const role = roleOf(post)
        if (role === undefined) continue
        const desk = role === 'street_dispatcher' && grid !== undefined ? streetOf(grid) : desks[post]
        const wanted = item.office === undefined ? desk : officeOf(item.office)
        const found = wanted === undefined ? undefined : holderIn(wanted, role, chance)
        const anybody = byOffice.get(role)
        if (found !== undefined) return found
        if (item.office === undefined && anybody !== undefined) return chance.pick(anybody)
      }
      return undefined
    },
  }
}

/** Office of the street that a grid lies in: codes of areas begin with those above them. */
function streetOf(grid: string): string {
  return `street-${grid.slice(0, 9)}`
}
