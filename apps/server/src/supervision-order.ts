import type { Instant } from '@duibiao/base'
import type { Actor, Entry, Fact, Value } from '@duibiao/kernel'
import type { LadderRule, Pack, SupervisionRule } from '@duibiao/packfile'
import type { MatterRecord } from '@duibiao/store'

/** What happened to an order on its ladder. */
export interface LadderMark {
  readonly seq: number
  readonly kind: 'reminder' | 'urge' | 'overdue' | 'colour' | 'waived' | 'missed' | 'proposal' | 'closed'
  readonly at: Instant
  readonly actor: Actor
  readonly colour?: string
  /** The row of the decision table that hit. */
  readonly rule?: string
  readonly note?: string
}

/** How it goes, as the unit told it last. */
export interface Feedback {
  readonly at: Instant
  readonly task: string
  readonly text: string | undefined
}

/** What the record of an order says of it. It changes with the record alone, so that it need not be read twice. */
export interface OrderHistory {
  readonly issuedAt: Instant | undefined
  readonly doneAt: Instant | undefined
  readonly returns: readonly Instant[]
  readonly feedback: Feedback | undefined
  readonly ladder: readonly LadderMark[]
  /** The row that hit last, and whether somebody has decided on it since. */
  readonly rule: string | undefined
  readonly isDecided: boolean
}

type Making = {
  issuedAt: Instant | undefined
  doneAt: Instant | undefined
  feedback: Feedback | undefined
  rule: string | undefined
  isDecided: boolean
  readonly returns: Instant[]
  readonly ladder: LadderMark[]
}

/** Reads the record of an order in the names that its pack gives to the steps. */
export function readHistory(
  { entries, state }: Pick<MatterRecord, 'entries' | 'state'>,
  { pack, rule }: { readonly pack: Pack; readonly rule: SupervisionRule },
): OrderHistory {
  const made: Making = {
    issuedAt: undefined,
    doneAt: undefined,
    feedback: undefined,
    rule: undefined,
    isDecided: true,
    returns: [],
    ladder: [],
  }
  for (const entry of entries) {
    if (entry.kind === 'urge') climb(made, entry, { kind: 'urge', ...noteIn(entry, 'text') })
    for (const fact of entry.facts) {
      readStep(made, entry, { fact, rule })
      readTold(made, entry, { fact, rule })
      const isLate = fact.kind === 'clock_breached' && state.clocks[fact.clock]?.key === rule.due
      if (isLate) climb(made, entry, { kind: 'overdue' })
    }
    readLadder(made, entry, { ladder: rule.ladder, pack })
  }
  return made
}

interface Read {
  readonly fact: Fact
  readonly rule: SupervisionRule
}

function readStep(made: Making, { at }: Entry, { fact, rule }: Read): void {
  if (fact.kind !== 'passed') return
  if (fact.element === rule.issued) made.issuedAt ??= at
  if (fact.element === rule.done) made.doneAt = at
  if (fact.element === rule.returned) made.returns.push(at)
}

function readTold(made: Making, { at, input }: Entry, { fact, rule }: Read): void {
  if (fact.kind !== 'task_completed') return
  const field = rule.feedback?.[fact.element]
  if (field !== undefined) made.feedback = { at, task: fact.element, text: textIn(given(input), field) }
}

/** The steps of the ladder in an entry, in the order of its facts: what was decided goes before what was issued for it. */
function readLadder(
  made: Making,
  entry: Entry,
  { ladder, pack }: { readonly ladder: LadderRule; readonly pack: Pack },
): void {
  const { facts } = entry
  const passed = new Set(facts.flatMap((fact) => (fact.kind === 'passed' ? [fact.element] : [])))
  const isDeciding = facts.some((fact) => fact.kind === 'task_completed' && fact.element === ladder.decided)
  const note = writtenIn(pack, entry)
  if (passed.has(ladder.reminder ?? '')) climb(made, entry, { kind: 'reminder' })
  if (isDeciding) readDecided(made, entry, { ladder, passed, note })
  const isProposed = facts.some((fact) => fact.kind === 'task_opened' && fact.element === ladder.proposal)
  if (isProposed) climb(made, entry, { kind: 'proposal', ...ruleOf(made) })
  if (passed.has(ladder.missed)) climb(made, entry, { kind: 'missed', ...note })
  if (passed.has(ladder.closed) && !isDeciding) climb(made, entry, { kind: 'closed', ...note })
  for (const fact of facts) {
    if (fact.kind !== 'decided' || fact.decision !== ladder.decision) continue
    made.rule = fact.rules[0]
    made.isDecided = false
  }
}

interface Decided {
  readonly ladder: LadderRule
  /** Steps that were passed. */
  readonly passed: ReadonlySet<string>
  readonly note: { readonly note?: string }
}

/** Somebody decided: a colour was issued, or the ladder wound up without one. */
function readDecided(made: Making, entry: Entry, { ladder, passed, note }: Decided): void {
  made.isDecided = true
  const issued = Object.entries(ladder.colours).find(([, step]) => passed.has(step))
  const why = { ...ruleOf(made), ...note }
  if (issued !== undefined) climb(made, entry, { kind: 'colour', colour: issued[0], ...why })
  else if (passed.has(ladder.closed)) climb(made, entry, { kind: 'waived', ...why })
}

function ruleOf({ rule }: Making): { readonly rule?: string } {
  return rule === undefined ? {} : { rule }
}

function climb(
  made: Making,
  { seq, at, actor }: Entry,
  mark: Omit<LadderMark, 'seq' | 'at' | 'actor'>,
): void {
  made.ladder.push({ seq, at, actor, ...mark })
}

function given(input: Value): ReadonlyMap<string, Value> {
  const variables = recordOf(input).get('variables')
  return recordOf(variables)
}

function recordOf(value: Value | undefined): ReadonlyMap<string, Value> {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  return new Map(isRecord ? Object.entries(value) : [])
}

function textIn(values: ReadonlyMap<string, Value>, name: string): string | undefined {
  const value = values.get(name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function noteIn({ input }: Entry, name: string): { readonly note?: string } {
  const note = textIn(recordOf(input), name)
  return note === undefined ? {} : { note }
}

/** The words somebody filled in: of the long texts of the forms of the pack the first. */
function writtenIn({ forms }: Pack, { input }: Entry): { readonly note?: string } {
  const values = given(input)
  if (values.size === 0) return {}
  const long = [...forms.values()].flatMap(({ fields }) =>
    fields.flatMap(({ name, widget }) => (widget === 'textarea' ? [name] : [])),
  )
  const note = long.map((name) => textIn(values, name)).find((text) => text !== undefined)
  return note === undefined ? {} : { note }
}
