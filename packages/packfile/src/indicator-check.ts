import type { Finding } from '@duibiao/base'
import { compileExpression } from './feel.ts'
import { notCountable } from './indicator-definition.ts'
import type { IndicatorDefinition } from './indicator-definition.ts'
import { clockCounts, indicatorNames } from './indicator-record.ts'
import { pendingPart } from './indicator.ts'
import { hasForms, namesIn } from './pack-document.ts'
import { faultAt } from './pack-fault.ts'
import type { Parts } from './pack-parts.ts'
import { lineAt } from './pack-yaml.ts'
import type { YamlRead } from './pack-yaml.ts'

/** Indicators as a file has them, with the lines of what they say. */
export type IndicatorFile = {
  readonly read: YamlRead
  readonly indicators: { readonly [id: string]: IndicatorDefinition }
}

/** What conditions of a pack may name. */
type Known = {
  readonly clocks: ReadonlySet<string>
  readonly elements: ReadonlySet<string>
  readonly variables: ReadonlySet<string>
}

type Words = readonly [string, string]

/**
 * Conditions of indicators are FEEL over the names of the record and no others; clocks, elements and variables that they name are
 * there; goalposts lie as the direction says; no indicator stands in two files.
 */
export function checkIndicators(parts: Parts, files: readonly IndicatorFile[]): readonly Finding[] {
  const seen = new Set<string>()
  const known = knownIn(parts)
  return files.flatMap(({ read, indicators }) =>
    Object.entries(indicators).flatMap(([id, definition]) => {
      const isTwice = seen.has(id)
      seen.add(id)
      const twice: Words = [`指标 ${id} 出现两次`, `indicator ${id} stands in two files`]
      return [
        ...(isTwice ? [faultAt(placeOf(read, id), 'indicator_twice', twice)] : []),
        ...checkShape(read, id, definition),
        ...checkConditions({ read, id, definition }, known),
      ]
    }),
  )
}

function placeOf(read: YamlRead, pointer: string) {
  return { file: read.file, line: lineAt(read, `/${pointer}`) }
}

function checkShape(read: YamlRead, id: string, definition: IndicatorDefinition): readonly Finding[] {
  const { goalposts, better, exclusions = {} } = definition
  const reserved = Object.keys(exclusions).filter((name) => name === notCountable || name === pendingPart)
  const isTurned =
    goalposts !== undefined &&
    (better === 'higher' ? goalposts.best <= goalposts.worst : goalposts.best >= goalposts.worst)
  return [
    ...reserved.map((name) =>
      faultAt(placeOf(read, `${id}/exclusions/${name}`), 'indicator_invalid', [
        `${name} 是保留名称`,
        `the name ${name} is taken`,
      ]),
    ),
    ...(isTurned
      ? [
          faultAt(placeOf(read, `${id}/goalposts`), 'indicator_goalposts', [
            '目标值的方向与 better 不符',
            'the goalposts lie against the direction of better',
          ]),
        ]
      : []),
  ]
}

type Indicated = { readonly read: YamlRead; readonly id: string; readonly definition: IndicatorDefinition }

function checkConditions({ read, id, definition }: Indicated, known: Known | undefined): readonly Finding[] {
  const { numerator, denominator, pending, exclusions = {}, instant } = definition
  const texts: readonly (readonly [pointer: string, when: string])[] = [
    [`${id}/numerator/when`, numerator.when],
    [`${id}/denominator/when`, denominator.when],
    ...(pending === undefined ? [] : [[`${id}/pending/when`, pending.when] as const]),
    ...Object.entries(exclusions).map(([name, { when }]) => [`${id}/exclusions/${name}/when`, when] as const),
  ]
  const clock: readonly Words[] =
    instant.kind !== 'due' || known === undefined || known.clocks.has(instant.clock)
      ? []
      : [[`没有时限 ${instant.clock}`, `there is no clock ${instant.clock}`]]
  return [
    ...clock.map((words) => faultAt(placeOf(read, `${id}/instant/clock`), 'indicator_name_unknown', words)),
    ...texts.flatMap(([pointer, when]) => checkText(read, pointer, { when, known })),
  ]
}

function checkText(
  read: YamlRead,
  pointer: string,
  { when, known }: { readonly when: string; readonly known: Known | undefined },
): readonly Finding[] {
  const place = placeOf(read, pointer)
  const { compiled, findings, reads } = compileExpression(when, place)
  if (compiled === undefined) return findings
  const strange = reads
    .filter((name) => !indicatorNames.some((one) => one === name) && name !== 'item')
    .map((name): Words => [
      `条件只能使用 ${indicatorNames.join('、')}，不能使用 ${name}`,
      `a condition reads ${indicatorNames.join(', ')} and not ${name}`,
    ])
  const unknown = known === undefined ? [] : pathsIn(when).flatMap((path) => unknownPart(path, known))
  return [...strange, ...unknown].map((words) => faultAt(place, 'indicator_name_unknown', words))
}

type Path = { readonly root: string; readonly name: string; readonly part: string | undefined }

/** `clock.handle.late`, `passed.check`, `data.solved` outside of texts. */
function pathsIn(when: string): readonly Path[] {
  const bare = when.replace(/"(?:[^"\\]|\\.)*"/gu, '""')
  return [
    ...bare.matchAll(
      /(?<![\p{L}\p{N}_.])(clock|passed|done|data)\.([\p{L}_][\p{L}\p{N}_]*)(?:\.([\p{L}_]+))?/gu,
    ),
  ].map(([, root = '', name = '', part]) => ({ root, name, part }))
}

function unknownPart({ root, name, part }: Path, known: Known): readonly Words[] {
  switch (root) {
    case 'clock': {
      const isCount = part !== undefined && clockCounts.some((count) => count === part)
      if (known.clocks.has(name) && isCount) return []
      return known.clocks.has(name)
        ? [
            [
              `时限后面写 ${clockCounts.join('、')} 之一`,
              `after a clock stands one of ${clockCounts.join(', ')}`,
            ],
          ]
        : [[`没有时限 ${name}`, `there is no clock ${name}`]]
    }
    case 'data':
      return known.variables.has(name) ? [] : [[`没有变量 ${name}`, `there is no variable ${name}`]]
    default:
      return known.elements.has(name) ? [] : [[`没有节点 ${name}`, `there is no element ${name}`]]
  }
}

/** Undefined where procedures or forms have faults: those are told already. */
function knownIn(parts: Parts): Known | undefined {
  const { logic } = parts
  if (!parts.isLogicSound || !hasForms(parts)) return undefined
  const procedures = [...logic.procedures.values()]
  return {
    clocks: new Set(procedures.flatMap(({ clocks }) => clocks.map(({ key }) => key))),
    elements: new Set(procedures.flatMap(({ nodes }) => nodes.map(({ id }) => id))),
    variables: new Set(procedures.flatMap((one) => [...namesIn(parts, one).variables.keys()])),
  }
}
