import type { Calendar, Consequence, ErrorCode, ErrorParams, Instant } from '@duibiao/base'
import type { Actor, CommandKind, Holder } from './command.ts'
import type { Decision, Value, Variables } from './expression.ts'
import type { MatterData, MatterState } from './matter.ts'
import type { Procedure } from './procedure.ts'

/** What a decision may look at besides procedure, state and command. It is the caller's: time, people, versions, tables. */
export type Context = {
  readonly now: Instant
  readonly actor: Actor
  /** By content hash. The caller has loaded every procedure the matter refers to. */
  readonly procedure: (hash: string) => Procedure
  /** Version binding of call activities; undefined when there is no such procedure. */
  readonly called: (ref: {
    readonly element: string
    readonly binding: 'latest' | 'deployment' | 'version'
    readonly version?: string
    readonly caller: string
  }) => Procedure | undefined
  readonly decision: (ref: string, procedure: string) => Decision | undefined
  /** By id; without one the district's own. */
  readonly calendar: (id?: string) => Calendar
  /**
   * The dated value of a parameter at an instant (limits, weights), undefined when the pack has none. `procedure`: content
   * hash of the procedure that asks, because packs may use the same name for values of their own.
   */
  readonly parameter: (name: string, at: Instant, procedure: string) => Value | undefined
}

/** What happened, in words that measures and timelines can use. Elements by their BPMN id. */
export type Fact =
  | { readonly kind: 'passed'; readonly element: string; readonly token?: number }
  | { readonly kind: 'task_opened' | 'task_cancelled'; readonly element: string; readonly token: number }
  | {
      readonly kind: 'task_completed'
      readonly element: string
      readonly token: number
      readonly person?: string
    }
  | {
      readonly kind: 'clock_started' | 'clock_recomputed'
      readonly clock: string
      readonly dueAt?: Instant
      readonly provisional?: true
    }
  | {
      readonly kind:
        'clock_met' | 'clock_stopped' | 'clock_paused' | 'clock_resumed' | 'clock_extended' | 'clock_warned'
      readonly clock: string
      readonly at?: string
      readonly dueAt?: Instant
    }
  | {
      readonly kind: 'clock_breached'
      readonly clock: string
      readonly consequence: Consequence['kind']
      readonly dueAt: Instant
    }
  | {
      readonly kind: 'decided'
      readonly element: string
      readonly decision: string
      readonly rules: readonly string[]
    }
  | {
      readonly kind: 'error_thrown' | 'escalation_thrown'
      readonly element: string
      readonly code?: string
      readonly caught: boolean
    }
  | { readonly kind: 'compensated'; readonly element: string }
  | { readonly kind: 'warning'; readonly element: string; readonly text: string }
  | { readonly kind: 'ended'; readonly status: MatterState['status'] }

/**
 * What has to leave the matter; the store writes it to the outbox with the entry. A signal goes to every other matter
 * that waits for it: the throwing matter's own events have heard it already.
 */
export type Effect =
  | {
      readonly kind: 'call_service'
      readonly service: string
      readonly element: string
      readonly token?: number
      readonly input: Variables
    }
  | {
      readonly kind: 'message'
      readonly name: string
      readonly variables: Variables
      /** The one matter that may take it. */
      readonly to?: string
      /** The variable in which the receiver finds who sent it: whoever delivers writes it. */
      readonly sender?: string
    }
  | { readonly kind: 'signal'; readonly name: string; readonly variables: Variables }
  | {
      readonly kind: 'notify'
      /** `offer`: a task is theirs to do; `return`: it came back to them; `ask`: they may say something to the matter now. */
      readonly reason: 'urge' | 'copy' | 'warn' | 'breach' | 'offer' | 'return' | 'ask'
      /** People, and holders of posts. */
      readonly to: readonly Holder[]
      readonly element?: string
      readonly text?: string
      /** The clock that gives warning or is overdue, and when it is due. */
      readonly clock?: { readonly key: string; readonly dueAt: Instant }
    }

/** A JSON merge patch (RFC 7396) whose keys are those of the state's maps. */
export type StatePatch = { readonly [key: string]: Value }
export type DataPatch = { readonly [scope: string]: { readonly [name: string]: Value } | null }

/** One line of a matter's record. One command makes one entry; its number is the matter's revision. */
export type EntryBody = {
  readonly kind: CommandKind
  readonly at: Instant
  readonly actor: Actor
  readonly input: Value
  readonly facts: readonly Fact[]
  readonly patch: StatePatch
  readonly set: DataPatch
}

export type Transition = {
  readonly state: MatterState
  readonly data: MatterData
  readonly entry: EntryBody
  readonly effects: readonly Effect[]
}

export type Refusal = { readonly code: ErrorCode; readonly params: ErrorParams }

export type Decided =
  { readonly ok: true; readonly transition: Transition } | { readonly ok: false; readonly refusal: Refusal }

/** A matter as a decision sees it: `state` undefined before it is started. */
export type Matter = { readonly state?: MatterState; readonly data: MatterData }
