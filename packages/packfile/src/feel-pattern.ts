import { spend } from './feel-budget.ts'
import { compileSearch, type Match, type Search } from './feel-pattern-match.ts'

/** A compiled pattern of the XPath dialect that FEEL uses; null when the pattern or the flags are not valid. */
export function compilePattern(pattern: string, flags: string): Search | null {
  if (!/^[smixq]*$/.test(flags)) return null
  const key = `${flags}/${pattern}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const made = translate(pattern, flags)
  if (cache.size >= MAX_CACHED) cache.clear()
  cache.set(key, made)
  return made
}

/** All matches replaced; `$0` to `$9` stand for groups. Null when the replacement text is not valid. */
export function replaceAll(input: string, search: Search, replacement: string): string | null {
  if (/(^|[^\\])(\\\\)*(\$(?!\d)|\\(?![\\$]))/.test(replacement)) return null
  const parts: string[] = []
  let from = 0
  for (const match of matchesOf(input, search)) {
    const made = expand(replacement, match.groups)
    spend((made.length >> 4) + 1)
    parts.push(input.slice(from, match.start), made)
    from = match.end
  }
  parts.push(input.slice(from))
  return parts.join('')
}

/** Whether the pattern occurs in the text. */
export function findsMatch(input: string, search: Search): boolean {
  return search(input, 0) !== undefined
}

/** The parts of a text between matches. */
export function splitBy(input: string, search: Search): readonly string[] {
  const parts: string[] = []
  let from = 0
  for (const match of matchesOf(input, search)) {
    if (match.end === match.start) continue
    parts.push(input.slice(from, match.start))
    from = match.end
  }
  parts.push(input.slice(from))
  return parts
}

function* matchesOf(input: string, search: Search): Iterable<Match> {
  for (let from = 0; from <= input.length;) {
    spend(1)
    const match = search(input, from)
    if (match === undefined) return
    yield match
    from = match.end > match.start ? match.end : match.end + 1
  }
}

const cache = new Map<string, Search | null>()
const MAX_CACHED = 500

/** Blocks of XML Schema's `\p{IsX}`, those that official texts use; any other block is not a valid pattern. */
const BLOCKS: Readonly<Record<string, string>> = {
  BasicLatin: '\\u{0}-\\u{7F}',
  'Latin-1Supplement': '\\u{80}-\\u{FF}',
  GeneralPunctuation: '\\u{2000}-\\u{206F}',
  CJKSymbolsandPunctuation: '\\u{3000}-\\u{303F}',
  CJKUnifiedIdeographs: '\\u{4E00}-\\u{9FFF}',
}

function translate(pattern: string, flags: string): Search | null {
  // The digit zero names no group in XPath; JavaScript would read it as the character NUL.
  if (/(^|[^\\])(\\\\)*\\0/.test(pattern)) return null
  const literal = flags.includes('q') ? pattern.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`) : pattern
  const tight = flags.includes('x') ? dropSpaces(literal) : literal
  const subtracted = tight.replaceAll(/\[((?:\\.|[^[\]\\])*)-(\[(?:\\.|[^\]\\])*\])\]/g, '[[$1]--$2]')
  const source = subtracted
    .replaceAll(
      /\\([pP])\{Is([\w-]+)\}/g,
      (all, sign: string, block: string) => blockClass(sign, block) ?? all,
    )
    .replaceAll(String.raw`\i`, String.raw`[\p{L}_:]`)
    .replaceAll(String.raw`\c`, String.raw`[\p{L}\p{N}_:.\-]`)
  const mode = subtracted === tight ? 'u' : 'v'
  try {
    return compileSearch(source, mode + [...new Set(flags.replaceAll(/[xq]/g, ''))].join('')) ?? null
  } catch {
    return null
  }
}

function blockClass(sign: string, block: string): string | undefined {
  const range = BLOCKS[block]
  return range === undefined ? undefined : `[${sign === 'P' ? '^' : ''}${range}]`
}

/** Flag x: white space does not count, except in a character class. */
function dropSpaces(pattern: string): string {
  return pattern.replaceAll(/\[(?:\\.|[^\]\\])*\]|\s+/g, (part) => (part.startsWith('[') ? part : ''))
}

function expand(replacement: string, groups: readonly string[]): string {
  return replacement.replaceAll(
    /\\([\\$])|\$(\d+)/g,
    (_all, escaped: string | undefined, digits: string | undefined) => {
      if (escaped !== undefined) return escaped
      const number = digits ?? '0'
      // `$12` is group 12 when there is one, else group 1 and the digit 2.
      for (let length = number.length; length > 0; length--) {
        const group = groups[Number(number.slice(0, length))]
        if (group !== undefined) return group + number.slice(length)
      }
      return number.slice(1)
    },
  )
}
