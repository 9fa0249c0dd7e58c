import type { Instant } from '@duibiao/base'
import type { CommandKind, Entry } from '@duibiao/kernel'
import type { DocumentSource } from './document-source.ts'

/** What a paper tells of an entry of the record: when, in which post, and what was done; who it was is for the record itself. */
export interface RecordLine {
  readonly at: Instant
  readonly post: string
  readonly what: string
  readonly note: string
}

/** What people do besides completing tasks, as papers say it; the rest is the machinery of the procedure. */
const deeds: { readonly [kind in CommandKind]?: string } = {
  start: '登记',
  return: '退回',
  withdraw: '撤回',
  transfer: '转办',
  delegate: '委托办理',
  addSigner: '加签',
  removeSigner: '减签',
  urge: '催办',
  note: '备注',
  extendClock: '延长时限',
  pauseClock: '暂停计时',
  resumeClock: '恢复计时',
  suspend: '中止办理',
  resume: '恢复办理',
  jump: '调整环节',
  cancel: '撤销',
  setVariables: '更正内容',
}

/** The entries that a paper tells of, in their order; one that bears its day tells of nothing after it. */
export function recordLines(source: DocumentSource): readonly RecordLine[] {
  const { entries, making } = source
  const told = making === undefined ? entries : entries.filter(({ seq }) => seq <= making.seq)
  return told.flatMap((entry) => lineOf(source, entry) ?? [])
}

function lineOf({ tenant, access }: DocumentSource, entry: Entry): RecordLine | undefined {
  const { at, kind, actor, facts } = entry
  const { find } = tenant.engine.workshop.around
  const called = Object.values(access.found.state.scopes).flatMap(({ procedure }) => procedure ?? [])
  const procedures = [...new Set([access.found.procedure, ...called])].map(find)
  const nodes = procedures.flatMap((procedure) => procedure.nodes)
  const done = facts.flatMap((fact) =>
    fact.kind === 'task_completed' ? (nodes.find(({ id }) => id === fact.element)?.name ?? fact.element) : [],
  )
  const late = facts.flatMap((fact) => {
    if (fact.kind !== 'clock_breached') return []
    const key = access.found.state.clocks[fact.clock]?.key
    const model = procedures.flatMap(({ clocks }) => clocks).find((clock) => clock.key === key)
    // Limits that nobody is warned of are rights that lapse, and no work that is late.
    return model === undefined || model.warnAt.length === 0 ? [] : [model.name]
  })
  const what = done.length > 0 ? done.join('、') : late.length > 0 ? `${late.join('、')}到期` : deeds[kind]
  if (what === undefined) return undefined
  const post =
    actor.post === undefined ? '' : (tenant.registry.state().post.get(actor.post)?.name ?? actor.post)
  return { at, post: post === '' && actor.person === undefined ? '系统' : post, what, note: noteOf(entry) }
}

/** What somebody wrote with it. */
function noteOf({ input }: Entry): string {
  const written = new Map(Object.entries(input ?? {}))
  const text = written.get('reason') ?? written.get('text')
  return typeof text === 'string' ? text : ''
}
