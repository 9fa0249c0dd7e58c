import { spend } from './feel-budget.ts'

/**
 * A matcher that pays for every step. JavaScript's own matching cannot be stopped, and for patterns such as `(a|aa)+$` it
 * takes time that doubles with every character; only patterns without several repetitions are left to it.
 */
export type Match = { readonly start: number; readonly end: number; readonly groups: readonly string[] }

/** The first match at or after a position; undefined when there is none. */
export type Search = (input: string, from: number) => Match | undefined

/** Compiles a pattern in JavaScript's syntax that JavaScript accepts. Undefined for what the dialect does not have. */
export function compileSearch(source: string, flags: string): Search | undefined {
  const cursor: Cursor = { source, flags, at: 0, groups: 0, repeats: 0 }
  const root = readAlternatives(cursor)
  if (root === undefined || cursor.at < source.length) return undefined
  const native = new RegExp(source, `g${flags}`)
  return (input, from) =>
    isCheap(cursor.repeats, input) ? searchNative(native, input, from) : searchStepwise(root, input, from)
}

type Groups = (readonly [number, number] | undefined)[]
type Next = (at: number) => boolean
type State = { readonly input: string; readonly groups: Groups }
type Matcher = (state: State, at: number, next: Next) => boolean

type Cursor = { readonly source: string; readonly flags: string; at: number; groups: number; repeats: number }

const NEVER_CHEAP = 3

/** The time of JavaScript's matching grows with the length to the power of the repetitions. */
function isCheap(repeats: number, input: string): boolean {
  return repeats === 0 || (repeats === 1 && input.length <= 10_000) || (repeats === 2 && input.length <= 300)
}

function searchNative(pattern: RegExp, input: string, from: number): Match | undefined {
  pattern.lastIndex = from
  const found = pattern.exec(input)
  if (found === null) return undefined
  return { start: found.index, end: found.index + found[0].length, groups: found.map((group) => group ?? '') }
}

function searchStepwise(root: Matcher, input: string, from: number): Match | undefined {
  for (let start = from; start <= input.length; start += 1) {
    const state: State = { input, groups: [] }
    let end = -1
    const found = root(state, start, (at) => {
      end = at
      return true
    })
    if (!found) continue
    const groups = Array.from(state.groups, (group) =>
      group === undefined ? '' : input.slice(group[0], group[1]),
    )
    return { start, end, groups: [input.slice(start, end), ...groups.slice(1)] }
  }
  return undefined
}

function readAlternatives(cursor: Cursor): Matcher | undefined {
  const branches: Matcher[] = []
  do {
    const branch = readSequence(cursor)
    if (branch === undefined) return undefined
    branches.push(branch)
  } while (take(cursor, '|'))
  const [only] = branches
  if (branches.length === 1) return only
  return (state, at, next) => branches.some((branch) => branch(state, at, next))
}

function readSequence(cursor: Cursor): Matcher | undefined {
  const parts: Matcher[] = []
  while (
    cursor.at < cursor.source.length &&
    cursor.source[cursor.at] !== '|' &&
    cursor.source[cursor.at] !== ')'
  ) {
    const part = readRepeated(cursor)
    if (part === undefined) return undefined
    parts.push(part)
  }
  return (state, at, next) => runSequence(parts, state, { index: 0, at, next })
}

function runSequence(
  parts: readonly Matcher[],
  state: State,
  step: { readonly index: number; readonly at: number; readonly next: Next },
): boolean {
  spend(1)
  const part = parts[step.index]
  if (part === undefined) return step.next(step.at)
  return part(state, step.at, (at) =>
    runSequence(parts, state, { index: step.index + 1, at, next: step.next }),
  )
}

type Bounds = { readonly least: number; readonly most: number; readonly lazy: boolean }

function readRepeated(cursor: Cursor): Matcher | undefined {
  const group = cursor.source[cursor.at] === '('
  const atom = readAtom(cursor)
  if (atom === undefined) return undefined
  const written = /^(?:[*+?]|\{(\d+)(,(\d*))?\})/.exec(cursor.source.slice(cursor.at))
  if (written === null) return atom
  cursor.at += written[0].length
  // A repeated group may match one text in many ways, so it is never left to JavaScript.
  cursor.repeats += group ? NEVER_CHEAP : 1
  const lazy = take(cursor, '?')
  return repeat(atom, { ...boundsOf(written), lazy })
}

function boundsOf(written: RegExpExecArray): { readonly least: number; readonly most: number } {
  switch (written[0]) {
    case '*':
      return { least: 0, most: Infinity }
    case '+':
      return { least: 1, most: Infinity }
    case '?':
      return { least: 0, most: 1 }
    default: {
      const least = Number(written[1])
      if (written[2] === undefined) return { least, most: least }
      return { least, most: written[3] === '' ? Infinity : Number(written[3]) }
    }
  }
}

function repeat(atom: Matcher, { least, most, lazy }: Bounds): Matcher {
  function go(
    state: State,
    step: { readonly count: number; readonly at: number; readonly next: Next },
  ): boolean {
    spend(1)
    const { count, at, next } = step
    function more(): boolean {
      if (count >= most) return false
      return atom(state, at, (to) => {
        return to === at && count >= least ? false : go(state, { count: count + 1, at: to, next })
      })
    }
    if (count < least) return more()
    return lazy ? next(at) || more() : more() || next(at)
  }
  return (state, at, next) => go(state, { count: 0, at, next })
}

function readAtom(cursor: Cursor): Matcher | undefined {
  const rest = cursor.source.slice(cursor.at)
  if (rest.startsWith('(')) return readGroup(cursor)
  const reference = /^\\([1-9]\d*)/.exec(rest)
  if (reference !== null) {
    cursor.at += reference[0].length
    // A repeated part that comes back is a search of its own.
    cursor.repeats += 1
    return matchReference(Number(reference[1]), cursor.flags.includes('i'))
  }
  const text = rest.startsWith('[')
    ? readClass(rest)
    : (/^\\(?:[pPuk]\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)|^./su.exec(rest)?.[0] ?? '')
  if (text === '') return undefined
  cursor.at += text.length
  return matchSingle(new RegExp(text, `y${cursor.flags}`))
}

/** One character or one position, judged by JavaScript. */
function matchSingle(pattern: RegExp): Matcher {
  return (state, at, next) => {
    spend(1)
    pattern.lastIndex = at
    return pattern.test(state.input) && next(pattern.lastIndex)
  }
}

function matchReference(number: number, ignoreCase: boolean): Matcher {
  return (state, at, next) => {
    const group = state.groups[number]
    const text = group === undefined ? '' : state.input.slice(group[0], group[1])
    spend(1 + text.length)
    const found = state.input.slice(at, at + text.length)
    const same = ignoreCase ? found.toLowerCase() === text.toLowerCase() : found === text
    return same && next(at + text.length)
  }
}

function readGroup(cursor: Cursor): Matcher | undefined {
  cursor.at += 1
  const silent = take(cursor, '?:')
  if (!silent && cursor.source[cursor.at] === '?') return undefined
  const number = silent ? 0 : (cursor.groups += 1)
  const inner = readAlternatives(cursor)
  if (inner === undefined || !take(cursor, ')')) return undefined
  if (silent) return inner
  return (state, at, next) => {
    const before = state.groups[number]
    const matched = inner(state, at, (to) => {
      const previous = state.groups[number]
      state.groups[number] = [at, to]
      if (next(to)) return true
      state.groups[number] = previous
      return false
    })
    if (!matched) state.groups[number] = before
    return matched
  }
}

/** The text of a character class, classes in it included. */
function readClass(rest: string): string {
  let depth = 0
  for (let at = 0; at < rest.length; at += 1) {
    const sign = rest[at]
    if (sign === '\\') at += 1
    else if (sign === '[') depth += 1
    else if (sign === ']') {
      depth -= 1
      if (depth === 0) return rest.slice(0, at + 1)
    }
  }
  return ''
}

function take(cursor: Cursor, text: string): boolean {
  if (!cursor.source.startsWith(text, cursor.at)) return false
  cursor.at += text.length
  return true
}
