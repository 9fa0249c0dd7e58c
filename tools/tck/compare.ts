import { isFeelContext, isFeelEqual, isFeelList, printFeel, type Feel } from '@duibiao/packfile'

/** Two numbers closer than this are one: the tolerance of the TCK's own runners. */
const TOLERANCE = 0.00000001

/** The first difference between an expected and an actual value; undefined when there is none. */
export function findDifference(expected: Feel, actual: Feel, path = ''): string | undefined {
  if (typeof expected === 'number' && typeof actual === 'number') {
    return Math.abs(expected - actual) < TOLERANCE ? undefined : describe(expected, actual, path)
  }
  if (isFeelList(expected) && isFeelList(actual)) {
    if (expected.length !== actual.length) return describe(expected, actual, path)
    return firstOf(expected.keys(), (at) =>
      findDifference(expected[at] ?? null, actual[at] ?? null, `${path}[${at + 1}]`),
    )
  }
  if (isFeelContext(expected) && isFeelContext(actual)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)])
    return firstOf(names, (name) => {
      if (!Object.hasOwn(expected, name)) return `${path}.${name} is not expected`
      return findDifference(expected[name] ?? null, actual[name] ?? null, `${path}.${name}`)
    })
  }
  return isFeelEqual(expected, actual) === true ? undefined : describe(expected, actual, path)
}

function firstOf<T>(items: Iterable<T>, find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const difference = find(item)
    if (difference !== undefined) return difference
  }
  return undefined
}

function describe(expected: Feel, actual: Feel, path: string): string {
  return `${path === '' ? '' : `${path}: `}expected ${printFeel(expected)}, got ${printFeel(actual)}`
}
