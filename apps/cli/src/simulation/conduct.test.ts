import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { instantOf, matterIdOf, parseLegalDate } from '@duibiao/base'
import { compilePack, readPack } from '@duibiao/packfile'
import { describe, expect, test } from 'vitest'
import { makeDistrict, makeSeason } from '../minghu/district.ts'
import { readWrittenDistrict } from '../minghu/written-file.ts'
import type { Affair, Cause } from './affair.ts'
import { makeChance } from './chance.ts'
import { conductsOf } from './conduct.ts'
import type { Scene } from './scene.ts'
import { makeWorld } from './world.ts'

const packs = fileURLToPath(new URL('../../../../packs', import.meta.url))
const now = instantOf(Date.UTC(2026, 8, 1, 2))
const district = makeDistrict(readWrittenDistrict(), { seed: 1, from: parseLegalDate('2026-08-24') })
const season = makeSeason(district, { days: 40, perDay: 12 })
const world = makeWorld(district, season.behaviours)

/** Somebody before a task, with everything drawn by a number. */
function sceneOf(pack: string, element: string, number: number): Scene {
  const chance = makeChance(number, pack, element)
  const affair: Affair = {
    id: `A${number}`,
    pack,
    cause: causeOf(pack, number),
    grid: '990106001001001',
    variables: {
      subject: '路面破损',
      offices: ['water', 'health'],
      category: 'property',
      order_title: '积水',
    },
    earlier: undefined,
    unit: chance.pick(['water', 'commerce', 'street-990106001']),
    verified: number % 3 === 0 ? undefined : number % 3 === 1,
    isRework: chance.hits(0.5),
    noted: 0,
  }
  return {
    item: {
      matter: matterIdOf(now, new Uint8Array(10)),
      task: 3,
      element,
      name: '',
      posts: [],
      office: affair.unit,
      person: undefined,
      openedAt: now,
    },
    affair,
    chance,
    actor: { person: 'MH0001', post: 'p' },
    habits: world.habitsOf(affair.unit),
    world,
    holderIn: () => ({ person: 'MH0002', post: 'p' }),
  }
}

function causeOf(pack: string, number: number): Cause {
  const { messages, patrols, whistles, orders } = season
  const message = messages[(number * 37) % messages.length]
  const patrol = patrols[(number * 11) % patrols.length]
  const whistle = whistles[number % whistles.length]
  const order = orders[number % orders.length]
  if (pack === 'hotline' && message !== undefined) return { kind: 'message', message }
  if (pack === 'city-events' && patrol !== undefined) return { kind: 'patrol', patrol }
  if (pack === 'whistle' && whistle !== undefined) return { kind: 'whistle', whistle }
  if (pack === 'supervision' && order !== undefined) return { kind: 'order', order }
  return { kind: 'other' }
}

describe.each(['hotline', 'city-events', 'whistle', 'supervision'])('people of the pack %s', (name) => {
  const { pack } = readPack(path.join(packs, name))
  if (pack === undefined) throw new Error(`${name} is faulty`)
  const main = compilePack(pack).procedures.find(({ id }) => id === pack.manifest.entry)
  const tasks = (main?.nodes ?? []).flatMap((node) =>
    node.kind === 'user' ? [{ element: node.id, form: node.form }] : [],
  )

  test('know what to do at every task', () => {
    expect(tasks.length).toBeGreaterThan(8)
    const known = conductsOf(name)
    expect(tasks.filter(({ element }) => known[element] === undefined)).toEqual([])
  })

  test.each(tasks)('fill in the form of $element as the service asks for it', ({ element, form }) => {
    const conduct = conductsOf(name)[element]
    let completed = 0
    for (let number = 0; number < 60; number += 1) {
      for (const { command } of conduct?.(sceneOf(name, element, number)) ?? []) {
        const given = command(now)
        if (given.kind !== 'completeTask') continue
        completed += 1
        const faults = form === undefined ? [] : (pack.forms.get(form)?.check(given.variables ?? {}) ?? [])
        expect([number, faults.map(({ en }) => en)]).toEqual([number, []])
      }
    }
    expect(completed).toBeGreaterThan(0)
  })
})
