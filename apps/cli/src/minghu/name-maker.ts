import { assert } from '@duibiao/base'
import type { Chance } from '../simulation/chance.ts'
import type { Stock } from './estate.ts'
import type { Name } from './written.ts'

/** Gives names of people, none of them twice. */
export interface NameMaker {
  readonly next: () => Name
}

/** Names follow how common surnames are; every name is an accident, no real person is meant. */
export function makeNames(stock: Stock, chance: Chance): NameMaker {
  const taken = new Set(stock.avoid)
  return { next }

  function next(): Name {
    for (let tries = 0; tries < 1000; tries += 1) {
      const surname = pickSurname(stock, chance)
      const given = pickGiven(stock, chance)
      const zh = surname.zh + given.zh
      if (taken.has(zh) || Array.from(given.zh)[0] === Array.from(given.zh)[1]) continue
      taken.add(zh)
      return { zh, en: `${capitalise(given.en)} ${surname.en}` }
    }
    throw new RangeError('the words make no more names')
  }
}

/** A surname as often as it is met. */
export function pickSurname({ surnames }: Pick<Stock, 'surnames'>, chance: Chance): Name {
  const total = surnames.reduce((sum, { weight }) => sum + weight, 0)
  let rest = chance.next() * total
  const found = surnames.find(({ weight }) => (rest -= weight) < 0) ?? surnames[0]
  assert(found !== undefined, 'there are surnames')
  return found
}

function pickGiven({ givenFirst, givenSecond, givenAlone }: Stock, chance: Chance): Name {
  if (chance.hits(0.18)) return chance.pick(givenAlone)
  const [first, second] = [chance.pick(givenFirst), chance.pick(givenSecond)]
  return { zh: first.zh + second.zh, en: first.en + second.en }
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
