import type { ClockRule, Extension, Instant, Pause } from '@duibiao/base'
import type { Variables } from './expression.ts'
import type { FlowIndex, NodeIndex } from './procedure.ts'

/** Number of a token inside its matter, counted from 1 in the order of creation. A user task has its token's number. */
export type TokenId = number

/** Number of a scope: the number of the token whose activity it is; 0 is the matter itself. */
export type ScopeId = number

/**
 * Everything a decision needs to know of a matter besides its variables, as one small JSON value (under 2 kB).
 * Rows of tasks, timers, clocks and subscriptions are copies made for searching across matters.
 */
export type MatterState = {
  readonly status: 'open' | 'suspended' | 'completed' | 'terminated' | 'cancelled' | 'failed'
  /** The next free number for tokens, timers and subscriptions. */
  readonly next: number
  readonly scopes: { readonly [id: string]: Scope }
  readonly tokens: { readonly [id: string]: Token }
  readonly timers: { readonly [id: string]: Timer }
  readonly subscriptions: { readonly [id: string]: Subscription }
  readonly clocks: { readonly [id: string]: Clock }
}

/** Variables by scope or token number; lookup goes from a token outwards and stops at a called procedure. */
export type MatterData = { readonly [scope: string]: Variables }

export type Scope = {
  readonly kind: 'process' | 'sub' | 'multi' | 'call'
  /** Content hash; on the matter itself and on called procedures only. */
  readonly procedure?: string
  readonly multi?: Multi
  /** Completed activities that can be compensated, in the order of completion. */
  readonly done?: readonly Done[]
  /** Complex gateways that fired and wait for the rest: node → flows whose tokens came in the first phase. */
  readonly reset?: { readonly [node: string]: readonly FlowIndex[] }
  /** Ad-hoc sub-process: activities begun so far. */
  readonly begun?: readonly NodeIndex[]
  /** Only event sub-processes are left: nothing new may start (BPMN 2.0.2, 13.3.2). */
  readonly completing?: true
  /** As on tokens: starts of event sub-processes. */
  readonly seen?: Token['seen']
  /** A completed sub-process opened again to compensate what happened inside. */
  readonly revived?: true
}

/** Counters of a multi-instance activity (BPMN 2.0.2 table 10.30). */
export type Multi = {
  readonly total: number
  /** Instances created so far; the next loopCounter. */
  readonly created: number
  readonly completed: number
  readonly terminated: number
  readonly agreed?: number
  readonly refused?: number
  /** 加签 on a sequential activity: variables of instances added, in order; they come after the planned ones. */
  readonly added?: readonly Variables[]
}

/** One completed activity with something to compensate; `inner` for sub-processes and multi-instance. */
export type Done = {
  readonly node: NodeIndex
  readonly inner?: readonly Done[]
  /** Content hash of the called procedure that `inner` speaks of; call activities only. */
  readonly procedure?: string
  readonly data?: Variables
  /** Instances of one parallel multi-instance: compensated together. */
  readonly group?: number
}

export type Token = {
  readonly node: NodeIndex
  readonly scope: ScopeId
  readonly waits: 'join' | 'task' | 'event' | 'service' | 'scope' | 'compensation' | 'signers' | 'moving'
  /** The flow it came by, while it waits at a join. */
  readonly via?: FlowIndex
  /** loopCounter, from 0: instances of multi-instance activities and rounds of standard loops. */
  readonly loop?: number
  readonly task?: TaskState
  /** Parallel multiple events: node → positions of the triggers already seen. */
  readonly seen?: { readonly [node: string]: readonly number[] }
  /** Compensation under way: what is still to be undone, in groups, last completed first. */
  readonly plan?: readonly (readonly Done[])[]
  /** What the plan ends with: the throwing event goes on, the transaction is left by its cancel event, or the revived scope closes. */
  readonly after?: 'go_on' | 'cancel' | 'close'
  /** A compensation handler works for this token. */
  readonly forToken?: TokenId
  /** The completed user task this token came from, for 撤回. */
  readonly origin?: Origin
  /** 直达: where to go when this returned task is completed. */
  readonly resubmit?: NodeIndex
}

/** The completed user task, and how many waiting tokens came of it; `sent`: it cannot be withdrawn any more. */
export type Origin = {
  readonly token: TokenId
  readonly scope: ScopeId
  readonly node: NodeIndex
  readonly made: number
  readonly person?: string
  readonly sent?: true
}

export type TaskState = {
  readonly posts?: readonly string[]
  readonly office?: string
  /** Who holds it (认领 or assigned). */
  readonly person?: string
  /** 委派: to whom it goes back. */
  readonly owner?: string
  /** 加签: this task asks for one more signature on `of`; `when` says how the two are ordered. */
  readonly extra?: { readonly of: TokenId; readonly when: 'before' | 'after' | 'parallel' }
  /** 后加签: persons to sign after this task. */
  readonly later?: readonly string[]
  /** Completed, but extra signers are still at work. */
  readonly signed?: true
  /** 退回: it was opened again by a return. */
  readonly returned?: true
}

/** A timer of a waiting event (`owner` = token of the activity or catch event, scope of the event sub-process), or of a clock. */
export type Timer =
  | {
      readonly kind: 'event'
      readonly owner: number
      /** Armed by an event sub-process inside the owner's scope, not by the activity itself. */
      readonly inside?: true
      readonly node: NodeIndex
      readonly trigger?: number
      readonly dueAt: Instant
      /** Of a timeCycle: its text, when it was armed, and how often it has fired. */
      readonly cycle?: { readonly text: string; readonly from: Instant; readonly fired: number }
    }
  | { readonly kind: 'clock'; readonly clock: string; readonly at: string; readonly dueAt: Instant }

export type Subscription = {
  readonly kind: 'message' | 'signal' | 'condition'
  readonly owner: number
  /** As on timers. */
  readonly inside?: true
  readonly node: NodeIndex
  readonly trigger?: number
  readonly name?: string
  /** Conditions fire when they become true. */
  readonly was?: boolean
}

/** A clock of the matter (时限) with everything needed to compute and to explain its due date again. */
export type Clock = {
  readonly key: string
  /** Container: 0, or the token of the call or of the multi-instance iteration it belongs to. */
  readonly owner: number
  readonly status: 'running' | 'paused' | 'stopped'
  readonly rule: ClockRule
  readonly startedAt: Instant
  readonly pauses: readonly Pause[]
  /** Paused by the suspension of the whole matter, and resumed with it. */
  readonly suspended?: true
  readonly extensions: readonly Extension[]
  /** Absent while paused. */
  readonly dueAt?: Instant
  /** Its first warning point: from here its lamp is yellow. Absent while paused and where the pack warns of nothing. */
  readonly warnAt?: Instant
  readonly provisional?: true
  readonly stoppedAt?: Instant
  readonly breachedAt?: Instant
}

/** A matter before its first command. */
export const emptyState: MatterState = {
  status: 'open',
  next: 1,
  scopes: {},
  tokens: {},
  timers: {},
  subscriptions: {},
  clocks: {},
}

/** True when nothing can happen to the matter any more. */
export function isEnded(state: MatterState): boolean {
  return state.status !== 'open' && state.status !== 'suspended'
}
