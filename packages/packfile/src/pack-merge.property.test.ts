import { chinaCalendar, instantOf, parseInstant } from '@duibiao/base'
import { createWorld, listTasks } from '@duibiao/kernel'
import type { Value, Variables, World, WorldMatter } from '@duibiao/kernel'
import fc from 'fast-check'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { compilePack } from './pack-compile.ts'
import { readPack } from './pack.ts'

const { pack } = readPack(fileURLToPath(new URL('../../../packs/city-events', import.meta.url)))
if (pack === undefined) throw new Error('the pack city-events has faults')
const compiled = compilePack(pack)
const rule = pack.manifest.report?.merge
const calendar = chinaCalendar()
const cases = 4
const people = 5

type Act =
  | { readonly kind: 'join'; readonly one: number; readonly person: number }
  | { readonly kind: 'merge'; readonly one: number; readonly into: number }
  | { readonly kind: 'undo'; readonly one: number }
  | { readonly kind: 'end'; readonly one: number }

const index = fc.nat({ max: cases - 1 })
const anAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('join'), one: index, person: fc.nat({ max: people - 1 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('merge'), one: index, into: index }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('undo'), one: index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('end'), one: index }) },
)

/** Cases with a reporter each, and whom the service was asked to answer. */
class District {
  readonly answers: string[] = []
  readonly ids: readonly string[]
  /** Who reported or joined a case by themselves. */
  readonly concerned: readonly Set<string>[]
  readonly parents: (number | undefined)[]
  private readonly freed: string[] = []
  private readonly world: World

  constructor() {
    this.world = createWorld({
      now: parseInstant('2026-03-02T09:00:00+08:00'),
      calendar: () => calendar,
      decision: (ref) => compiled.decision(ref),
      parameter: (name, at) => compiled.parameter(name, at),
      answer: ({ service, element, input }) => {
        if (service === rule?.service)
          this.freed.push(matterOf(input['leaving'] ?? input['merged_from'] ?? null))
        else if (element !== rule?.told) this.answers.push(...reportersIn(input))
        return undefined
      },
    })
    this.world.deploy(compiled.procedures)
    const numbers = Array.from({ length: cases }, (_, number) => number)
    this.ids = numbers.map((number) => {
      const acted = this.world.start({ procedure: 'city-events', variables: { reporter_id: `r${number}` } })
      if (!acted.ok) throw new Error(acted.refusal.code)
      return acted.matter
    })
    this.concerned = numbers.map((number) => new Set([`r${number}`]))
    this.parents = numbers.map(() => undefined)
  }

  matter(number: number): WorldMatter {
    const found = this.world.matter(this.ids[number] ?? '')
    if (found === undefined) throw new Error(`there is no case ${number}`)
    return found
  }

  isOpen(number: number): boolean {
    return this.matter(number).state.status === 'open'
  }

  play(act: Act): void {
    switch (act.kind) {
      case 'join':
        return this.join(act)
      case 'merge':
        return this.merge(act)
      case 'undo':
        return this.undo(act)
      case 'end':
        if (this.isOpen(act.one)) this.register(act.one, { register_action: 'void', void_reason: '不属实' })
        return
    }
  }

  private join({ one, person: number }: Extract<Act, { readonly kind: 'join' }>): void {
    if (!this.isOpen(one)) return
    const [matter, person] = [this.ids[one] ?? '', `p${number}`]
    const acted = this.world.deliver({ name: 'reporter_joined', matter, variables: { joining: [person] } })
    expect(acted.ok).toBe(true)
    this.concerned[one]?.add(person)
  }

  /** What the service refuses is not tried: itself, and what ended. */
  private merge({ one, into }: Extract<Act, { readonly kind: 'merge' }>): void {
    if (one === into || !this.isOpen(one) || !this.isOpen(into)) return
    this.register(one, { register_action: 'link', linked_case: this.ids[into] ?? '' })
    this.parents[one] = into
  }

  private undo({ one }: Extract<Act, { readonly kind: 'undo' }>): void {
    const parent = this.parents[one]
    if (parent === undefined || !this.isOpen(parent)) return
    const [matter, merged] = [this.ids[parent] ?? '', this.ids[one] ?? '']
    const leaving = { matter: merged, number: merged, reason: '并错了', person: 'zhou' }
    this.world.deliver({ name: rule?.undo ?? '', matter, variables: { leaving } })
    this.free()
    expect(this.isOpen(one)).toBe(true)
    this.parents[one] = undefined
  }

  /** The case, or the one it was merged into, and so on. */
  rootOf(number: number): number {
    const parent = this.parents[number]
    return parent === undefined ? number : this.rootOf(parent)
  }

  private register(number: number, variables: Variables): void {
    const { state } = this.matter(number)
    const task = listTasks(state, this.world.procedure).find(({ element }) => element === 'register')
    expect(task).toBeDefined()
    const command = { kind: 'completeTask', task: task?.token ?? 0, variables } as const
    expect(this.world.act(this.ids[number] ?? '', command).ok).toBe(true)
  }

  /** What the service does that the surviving case asked for. */
  private free(): void {
    for (const id of this.freed.splice(0)) {
      const variables: Variables = Object.fromEntries(
        [...Object.keys(rule?.when ?? {}), rule?.into ?? ''].map((name) => [name, null]),
      )
      const endedAt = instantOf(this.world.now())
      const acted = this.world.act(id, {
        kind: 'reopen',
        to: rule?.to ?? '',
        endedAt,
        reason: '并错了',
        variables,
      })
      expect(acted).toMatchObject({ ok: true })
    }
  }
}

function matterOf(value: Value): string {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  const matter = isRecord ? Object.entries(value).find(([name]) => name === 'matter')?.[1] : undefined
  return typeof matter === 'string' ? matter : ''
}

function reportersIn(variables: Variables): readonly string[] {
  const { reporter_id: first = null, reporters = null } = variables
  return [first, reporters].flat().flatMap((one) => (typeof one === 'string' ? [one] : []))
}

test('however cases are joined, merged and taken apart, everybody is answered once for each case that ends, and nobody never', () => {
  expect(rule).toBeDefined()
  fc.assert(
    fc.property(fc.array(anAct, { maxLength: 25 }), (acts) => {
      const district = new District()
      for (const act of acts) district.play(act)
      for (let one = 0; one < cases; one++) district.play({ kind: 'end', one })
      const expected = Array.from({ length: cases }, (_, number) => number).flatMap((root) => {
        const members = district.concerned.filter((_, number) => district.rootOf(number) === root)
        return [...new Set(members.flatMap((one) => [...one]))]
      })
      expect(district.answers.toSorted()).toEqual(expected.toSorted())
    }),
    { numRuns: 150 },
  )
})

test('merging and taking apart gives back the same sets of reporters', () => {
  fc.assert(
    fc.property(fc.array(anAct, { maxLength: 20 }), (acts) => {
      const district = new District()
      for (const act of acts) if (act.kind !== 'end') district.play(act)
      // A case that was merged further is taken out of its own first.
      for (let round = 0; round < cases; round++) {
        for (let one = 0; one < cases; one++) district.play({ kind: 'undo', one })
      }
      for (let one = 0; one < cases; one++) {
        const found = reportersIn(district.matter(one).data[0] ?? {})
        expect([...found].toSorted()).toEqual([...(district.concerned[one] ?? [])].toSorted())
        expect(district.matter(one).data[0]?.['merged_cases'] ?? []).toEqual([])
      }
    }),
    { numRuns: 150 },
  )
})
