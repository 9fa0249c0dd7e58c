import type { Actor, Fact } from '@duibiao/kernel'
import type { AccessibleMatter } from './matter-access.ts'
import { packOf } from './matter-access.ts'
import { wordingOf } from './matter-page.ts'
import type { Tenant } from './tenant.ts'

/** What the elements and clocks that facts speak of are called, by their ids; of procedures a matter called as well. */
export function namesOfFacts(tenant: Tenant, access: AccessibleMatter, facts: readonly Fact[]) {
  const pack = packOf(tenant, access)
  const { find } = tenant.engine.workshop.around
  const called = Object.values(access.found.state.scopes).flatMap(({ procedure }) => procedure ?? [])
  const procedures = [...new Set([access.found.procedure, ...called])].map(find)
  const names = facts.flatMap((fact) => {
    if ('clock' in fact) {
      const key = access.found.state.clocks[fact.clock]?.key ?? fact.clock
      const clock = procedures.flatMap(({ clocks }) => clocks).find((one) => one.key === key)
      return [[fact.clock, wordingOf(pack, 'clock', { id: key, name: clock?.name ?? key })] as const]
    }
    if (!('element' in fact) || !('kind' in fact)) return []
    const node = procedures.flatMap(({ nodes }) => nodes).find(({ id }) => id === fact.element)
    const kind = fact.kind.startsWith('task_') ? 'task' : 'node'
    return node === undefined
      ? []
      : [[fact.element, wordingOf(pack, kind, { id: node.id, name: node.name })] as const]
  })
  return Object.fromEntries(names)
}

/** Who gave a command, as they are called today: the person, the post and its office, as far as they are shown at all. */
export function nameOfActor(tenant: Tenant, { person, post }: Actor): string | undefined {
  const registry = tenant.registry.state()
  const held = post === undefined ? undefined : registry.post.get(post)
  const office = held === undefined ? undefined : registry.office.get(held.office)
  const name = person === undefined ? undefined : registry.person.get(person)?.name
  const said = [office?.name, held?.name, name].filter((one) => one !== undefined)
  return said.length === 0 ? undefined : said.join(' ')
}
