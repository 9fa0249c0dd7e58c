import type { Finding } from '@duibiao/base'
import { hasForms, namesIn } from './pack-document.ts'
import { faultAt } from './pack-fault.ts'
import type { Parts } from './pack-parts.ts'
import type { SupervisionRule } from './pack-supervision.ts'
import { lineAt } from './pack-yaml.ts'

/** Steps, clocks, variables and the decision that `supervision` of pack.yaml names are those of the procedure it begins with. */
export function checkSupervision(parts: Parts): readonly Finding[] {
  const { manifest, manifestRead, logic } = parts
  const rule = manifest?.supervision
  const entry = manifest === undefined ? undefined : logic.procedures.get(manifest.entry)
  if (rule === undefined || !manifestRead || entry === undefined) return []
  if (!parts.isLogicSound || !hasForms(parts)) return []
  const { variables, clocks } = namesIn(parts, entry)
  const nodes = new Set(entry.nodes.map(({ id }) => id))
  const known = {
    step: nodes,
    clock: new Set(clocks),
    variable: variables,
    decision: logic.decisions,
  } as const
  return namedBy(rule)
    .filter(({ kind, name }) => !known[kind].has(name))
    .map(({ kind, name, path }) =>
      faultAt(
        { file: 'pack.yaml', line: lineAt(manifestRead, `/supervision/${path}`) },
        'supervision_name_unknown',
        [
          `流程 ${entry.id} 没有${words[kind].zh} ${name}`,
          `the procedure ${entry.id} has no ${words[kind].en} ${name}`,
        ],
      ),
    )
}

const words = {
  step: { zh: '环节', en: 'step' },
  clock: { zh: '时限', en: 'clock' },
  variable: { zh: '变量', en: 'variable' },
  decision: { zh: '决策', en: 'decision' },
} as const

type Named = { readonly kind: keyof typeof words; readonly name: string; readonly path: string }

function namedBy({
  due,
  leader,
  assisting,
  feedback = {},
  ladder,
  ...steps
}: SupervisionRule): readonly Named[] {
  const { decision, clock, colours, ...climbing } = ladder
  function named(
    kind: Named['kind'],
    names: { readonly [key: string]: string | undefined },
    below = '',
  ): readonly Named[] {
    return Object.entries(names).flatMap(([key, name]) =>
      name === undefined ? [] : [{ kind, name, path: `${below}${key}` }],
    )
  }
  return [
    ...named('clock', { due }),
    ...named('variable', { leader, assisting }),
    ...named('step', steps),
    ...Object.keys(feedback).map((name): Named => ({ kind: 'step', name, path: `feedback/${name}` })),
    ...named('variable', feedback, 'feedback/'),
    ...named('decision', { decision }, 'ladder/'),
    ...named('clock', { clock }, 'ladder/'),
    ...named('step', colours, 'ladder/colours/'),
    ...named('step', climbing, 'ladder/'),
  ]
}
